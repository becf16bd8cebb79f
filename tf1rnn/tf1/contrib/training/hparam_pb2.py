"""HParamDef, the protocol buffer of hyperparameters, which TensorFlow no longer has."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

__all__ = ["DESCRIPTOR", "HParamDef"]

_PROTO = "tensorflow/contrib/training/python/training/hparam.proto"
_FIELD = descriptor_pb2.FieldDescriptorProto
_KINDS = {  # name: (type, number of the single value, number of the list)
    "int64": (_FIELD.TYPE_INT64, 1, 4),
    "float": (_FIELD.TYPE_FLOAT, 2, 5),
    "bytes": (_FIELD.TYPE_BYTES, 3, 6),
    "bool": (_FIELD.TYPE_BOOL, 7, 8),
}


def _file() -> descriptor_pb2.FileDescriptorProto:
    """The description of the messages, as their .proto file has it."""
    file = descriptor_pb2.FileDescriptorProto(name=_PROTO, package="tensorflow", syntax="proto3")
    definition = file.message_type.add(name="HParamDef")
    one = definition.nested_type.add(name="HParamType")
    one.oneof_decl.add(name="kind")
    optional, repeated = _FIELD.LABEL_OPTIONAL, _FIELD.LABEL_REPEATED
    for kind, (type_, single, several) in _KINDS.items():
        values = definition.nested_type.add(name=f"{kind.capitalize()}List")
        values.field.add(name="value", number=1, label=repeated, type=type_)
        one.field.add(
            name=f"{kind}_value", number=single, label=optional, type=type_, oneof_index=0
        )
        one.field.add(
            name=f"{kind}_list",
            number=several,
            label=optional,
            type=_FIELD.TYPE_MESSAGE,
            type_name=f".tensorflow.HParamDef.{values.name}",
            oneof_index=0,
        )
    entry = definition.nested_type.add(name="HparamEntry")
    entry.options.map_entry = True
    entry.field.add(name="key", number=1, label=optional, type=_FIELD.TYPE_STRING)
    for owner, name, number, label, type_name in (
        (entry, "value", 2, optional, "HParamType"),
        (definition, "hparam", 1, repeated, "HparamEntry"),
    ):
        owner.field.add(
            name=name,
            number=number,
            label=label,
            type=_FIELD.TYPE_MESSAGE,
            type_name=f".tensorflow.HParamDef.{type_name}",
        )
    return file


_pool = descriptor_pool.DescriptorPool()
_pool.Add(_file())
DESCRIPTOR = _pool.FindFileByName(_PROTO)
HParamDef = message_factory.GetMessageClass(DESCRIPTOR.message_types_by_name["HParamDef"])
