"""What free words are about, in Vietnamese and English: a lexicon anybody can read, and how often it is right."""
