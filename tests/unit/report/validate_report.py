"""Reads a report from standard input and validates it against the schema named first.

Ends with 0 and prints nothing if the report conforms.
"""
import json
import sys

import jsonschema


def not_json(constant):
    raise ValueError(f"{constant} is not JSON")


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
report = json.loads(sys.stdin.buffer.read().decode("utf-8"), parse_constant=not_json)
errors = list(jsonschema.Draft202012Validator(schema).iter_errors(report))
for error in errors[:10]:
    print(f"{error.json_path}: {error.message[:300]}")
sys.exit(1 if errors else 0)
