"""Queues where the program places them: today's TensorFlow keeps a FIFOQueue on the CPU.

`tf.group` makes an operation for each device, so a queue's device counts.
"""

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import data_flow_ops, gen_data_flow_ops

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(data_flow_ops.FIFOQueue, "__init__")
def fifo_queue(
    library,
    self,
    capacity,
    dtypes,
    shapes=None,
    names=None,
    shared_name=None,
    name="fifo_queue",
):
    types = data_flow_ops._as_type_list(dtypes)
    shapes = data_flow_ops._as_shape_list(shapes, types)
    names = data_flow_ops._as_name_list(names, types)
    queue = gen_data_flow_ops.fifo_queue_v2(
        component_types=types,
        shapes=shapes,
        capacity=capacity,
        shared_name=data_flow_ops._shared_name(shared_name),
        name=name,
    )
    data_flow_ops.QueueBase.__init__(self, types, shapes, names, queue)
