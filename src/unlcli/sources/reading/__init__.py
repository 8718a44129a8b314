"""What several sources need to read an answer: forms, tags, names, dates, text without markup."""
