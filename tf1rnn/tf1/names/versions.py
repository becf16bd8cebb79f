"""The versions that a program sees: those of the TensorFlow that it was written for."""

VERSION = "1.15.5"
BEFORE_1_0 = "0.12.1"
KERAS = "2.2.4-tf"
