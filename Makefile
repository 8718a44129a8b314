# Thin aliases: everything is in dev.py, which also runs where there is no make.
# Further arguments of the tests: make test ARGS="-k search"
PYTHON ?= python3

.PHONY: demo test test-full wheel recorded bench screenshots

demo test test-full wheel recorded bench screenshots:
	$(PYTHON) dev.py $@ $(ARGS)
