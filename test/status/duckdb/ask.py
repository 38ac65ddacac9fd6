"""Answers SQL queries with DuckDB: a JSON list of them on standard input, a list of lists of rows on standard output."""

import json
import sys

import duckdb

connection = duckdb.connect()
connection.execute("SET timezone = 'UTC'")
answers = []
for query in json.load(sys.stdin):
    answer = connection.execute(query)
    names = [column[0] for column in answer.description]
    answers.append([dict(zip(names, row)) for row in answer.fetchall()])
json.dump(answers, sys.stdout, default=str)
