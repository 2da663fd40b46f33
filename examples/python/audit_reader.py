"""Prints every record of a topic of modelsync as a line of JSON, without a line of modelsync's code.

usage: audit_reader.py BOOTSTRAP_SERVERS TOPIC

The schemas are the .avsc files of the releases; a record says by a fingerprint which of them it was written with.
Needs confluent_kafka and avro (Debian: apt-get install python3-confluent-kafka python3-avro).
"""
import base64
import io
import json
import pathlib
import struct
import sys

import avro.io
import avro.schema
from confluent_kafka import Consumer, TopicPartition

RELEASES = pathlib.Path(__file__).parents[2] / "schemas/src/main/resources/dev/modelsync/contract/released/v1"
MARKER = b"\xc3\x01"


def crc_64_avro(data):
    """The fingerprint of the Avro specification, "Schema Fingerprints"."""
    empty = 0xC15D213AA4D7A795
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (empty & -(value & 1))
        table.append(value)
    crc = empty
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc


def canonical(schema, namespace):
    """The Parsing Canonical Form of the specification, of the kinds of schema that the contract uses."""
    if isinstance(schema, list):
        return "[" + ",".join(canonical(branch, namespace) for branch in schema) + "]"
    if isinstance(schema, str):
        primitive = schema in avro.schema.PRIMITIVE_TYPES
        return json.dumps(schema if primitive or "." in schema else f"{namespace}.{schema}")
    kind = schema["type"]
    if kind == "array":
        return '{"type":"array","items":' + canonical(schema["items"], namespace) + "}"
    if kind == "map":
        return '{"type":"map","values":' + canonical(schema["values"], namespace) + "}"
    if kind not in ("record", "enum"):
        return canonical(kind, namespace)
    namespace = schema.get("namespace", namespace)
    head = '{"name":' + json.dumps(f"{namespace}.{schema['name']}") + f',"type":"{kind}",'
    if kind == "enum":
        return head + '"symbols":' + json.dumps(schema["symbols"], separators=(",", ":")) + "}"
    fields = (
        '{"name":' + json.dumps(field["name"]) + ',"type":' + canonical(field["type"], namespace) + "}"
        for field in schema["fields"]
    )
    return head + '"fields":[' + ",".join(fields) + "]}"


def schemas_by_fingerprint():
    texts = [path.read_text() for path in RELEASES.glob("*.avsc")]
    return {crc_64_avro(canonical(json.loads(text), "").encode()): avro.schema.parse(text) for text in texts}


def decoded(value, schemas):
    """The name of the value's schema and the value; a tombstone has neither."""
    if value is None:
        return None, None
    if value[:2] != MARKER:
        raise ValueError("not in Avro single-object encoding")
    (fingerprint,) = struct.unpack("<Q", value[2:10])
    if fingerprint not in schemas:
        raise ValueError(f"written with a schema that is not among the releases: {fingerprint:016x}")
    reader = avro.io.DatumReader(schemas[fingerprint])
    return schemas[fingerprint].name, reader.read(avro.io.BinaryDecoder(io.BytesIO(value[10:])))


def records(servers, topic):
    """Everything that is on the topic now, each partition from its beginning."""
    consumer = Consumer({"bootstrap.servers": servers, "group.id": "not-used", "enable.auto.commit": False})
    left = {}
    for partition in consumer.list_topics(topic, timeout=10).topics[topic].partitions:
        low, high = consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=10)
        if low < high:
            left[partition] = high
    consumer.assign([TopicPartition(topic, partition, 0) for partition in left])
    while left:
        record = consumer.poll(10)
        if record is None:
            raise TimeoutError("nothing came for 10 s")
        if record.error():
            raise RuntimeError(record.error())
        yield record
        if record.offset() + 1 >= left.get(record.partition(), 0):
            left.pop(record.partition(), None)
    consumer.close()


def plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else base64.b64encode(value).decode()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    schemas = schemas_by_fingerprint()
    for record in records(sys.argv[1], sys.argv[2]):
        name, value = decoded(record.value(), schemas)
        headers = {key: text.decode() for key, text in record.headers() or []}
        line = {"key": record.key().decode(), "schema": name, "headers": headers, "value": value}
        print(json.dumps(line, default=plain, sort_keys=True))


if __name__ == "__main__":
    main()
