package org.stockpot.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** How a file stores the entries of a tensor, named as in safetensors. */
enum DataType {
  F64(8, "f8", "DoubleStorage"),
  F32(4, "f4", "FloatStorage"),
  F16(2, "f2", "HalfStorage"),
  /** The upper 16 bits of an F32. */
  BF16(2, "", "BFloat16Storage"),
  I64(8, "i8", "LongStorage"),
  I32(4, "i4", "IntStorage"),
  I16(2, "i2", "ShortStorage"),
  I8(1, "i1", "CharStorage"),
  U64(8, "u8", ""),
  U32(4, "u4", ""),
  U16(2, "u2", ""),
  U8(1, "u1", "ByteStorage"),
  BOOL(1, "b1", "BoolStorage");

  private final int bytes;
  private final String numpy;
  private final String torch;

  DataType(int bytes, String numpy, String torch) {
    this.bytes = bytes;
    this.numpy = numpy;
    this.torch = torch;
  }

  /** Returns the size of one entry. */
  int bytes() {
    return bytes;
  }

  /** Returns whether entries are numbers that a point can hold. */
  boolean isWeights() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** Returns what NumPy calls it, without its byte order; empty if it does not know it. */
  String numpy() {
    return numpy;
  }

  static Optional<DataType> ofSafetensors(String name) {
    return find(name, DataType::name);
  }

  static Optional<DataType> ofNumpy(String name) {
    return find(name, t -> t.numpy);
  }

  static Optional<DataType> ofTorch(String storage) {
    return find(storage, t -> t.torch);
  }

  private static Optional<DataType> find(String name, Function<DataType, String> key) {
    return Arrays.stream(values())
        .filter(t -> !name.isEmpty() && key.apply(t).equals(name))
        .findFirst();
  }
}
