"""parse.py TYPE FILE: reads metrics as Prometheus' own client library does; prints each family and its type."""
import sys

if sys.argv[1] == "openmetrics":
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as families
else:
    from prometheus_client.parser import text_string_to_metric_families as families

with open(sys.argv[2], encoding="utf-8") as text:
    for family in families(text.read()):
        print(family.name, family.type, len(family.samples))
