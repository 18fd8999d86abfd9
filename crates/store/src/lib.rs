//! A case in one SQLite file: reports with their original bytes, claims, decisions, history.
