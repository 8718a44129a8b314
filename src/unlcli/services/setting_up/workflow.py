"""The workflow of a list on GitHub: pull requests are checked, the default branch is exported, preprints looked after."""

import json

from unlcli.errors import UsageError

NAME = ".github/workflows/papers.yml"
_CHECKOUT = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"
_PYTHON = "actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0"


def text(package: str) -> str:
    """Return the workflow; `package` is what pip installs `unl` by. Raises UsageError for what Actions would evaluate."""
    if "${{" in package:
        raise UsageError(f"--package: {package}: is no requirement of pip", "for instance git+https://ADDRESS@COMMIT")
    return _TEXT.replace("@CHECKOUT@", _CHECKOUT).replace("@PYTHON@", _PYTHON).replace("@PACKAGE@", json.dumps(package))


_TEXT = """\
name: papers

# Pull requests are only looked at: were each to hold the list made anew, most would be in conflict with one another.
on:
  pull_request:
  push:
  schedule:
    - cron: "23 4 * * 1"
  workflow_dispatch:

permissions: {}

env:
  UNL: @PACKAGE@

jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    concurrency:
      group: papers-check-${{ github.ref }}
      cancel-in-progress: true
    steps:
      - uses: @CHECKOUT@
        with:
          persist-credentials: false
          # The base of a pull request is the commit before its merge.
          fetch-depth: 2
      - uses: @PYTHON@
        with:
          python-version: "3.13"
      - run: python -I -m pip install --disable-pip-version-check "$UNL"
      - run: unl check --diff HEAD^1

  export:
    if: >-
      github.event_name == 'push' &&
      github.ref == format('refs/heads/{0}', github.event.repository.default_branch)
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: write
    concurrency:
      group: papers-export
      cancel-in-progress: false
    steps:
      - uses: @CHECKOUT@
        with:
          persist-credentials: false
      - uses: @PYTHON@
        with:
          python-version: "3.13"
      - run: python -I -m pip install --disable-pip-version-check "$UNL"
      - run: unl export
      # Only this step has the token, and what it says comes from no paper.
      - name: commit what changed
        env:
          TOKEN: ${{ github.token }}
        run: |
          git add --all
          if git diff --cached --quiet; then
            echo "the list is as the library says"
            exit 0
          fi
          git -c user.name='github-actions[bot]' \\
            -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \\
            commit --quiet --message 'Write the list anew'
          host="${GITHUB_SERVER_URL#https://}"
          git push --quiet "https://x-access-token:${TOKEN}@${host}/${GITHUB_REPOSITORY}.git" "HEAD:${GITHUB_REF}"

  upgrade:
    if: github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
    concurrency:
      group: papers-upgrade
      cancel-in-progress: false
    steps:
      - uses: @CHECKOUT@
        with:
          persist-credentials: false
      - uses: @PYTHON@
        with:
          python-version: "3.13"
      - run: python -I -m pip install --disable-pip-version-check "$UNL"
      # 1 says that preprints were published, 4 that a service did not answer: both are for a person to look at.
      - name: preprints that were published
        run: |
          code=0
          unl upgrade --all --check > "$RUNNER_TEMP/upgrade.txt" || code=$?
          sed 's/^/    /' "$RUNNER_TEMP/upgrade.txt" >> "$GITHUB_STEP_SUMMARY"
          if [ "$code" = 1 ]; then
            echo "::notice::preprints were published: unl upgrade --all brings the library up to date"
          elif [ "$code" != 0 ] && [ "$code" != 4 ]; then
            exit "$code"
          fi
"""
