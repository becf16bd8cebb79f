"""The MNIST tutorial's data: `from tensorflow.examples.tutorials.mnist import input_data`."""
