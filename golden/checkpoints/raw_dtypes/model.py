import tensorflow as tf
keras = tf.keras
L = keras.layers


# no model: a bundle of plain tensors, see values.npz (bfloat16, float8 as raw bytes)
