"""The record: acts with their terms, persons, confidence and evidence."""
