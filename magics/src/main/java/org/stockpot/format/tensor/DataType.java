package org.stockpot.format.tensor;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** How a file stores the entries of a tensor, named as in safetensors where it has the type. */
public enum DataType {
  /** Floats of 64 bits. */
  F64(8, Family.FLOAT, "f8", "Double", "float64"),
  /** Floats of 32 bits. */
  F32(4, Family.FLOAT, "f4", "Float", "float32"),
  /** Floats of 16 bits, of IEEE 754. */
  F16(2, Family.FLOAT, "f2", "Half", "float16"),
  /** The upper 16 bits of an F32. */
  BF16(2, Family.FLOAT, "", "BFloat16", "bfloat16"),
  /** Floats of 8 bits, with 4 of exponent. */
  F8_E4M3(1, Family.NARROW, "", "", "float8_e4m3fn"),
  /** Floats of 8 bits, with 5 of exponent. */
  F8_E5M2(1, Family.NARROW, "", "", "float8_e5m2"),
  /** Whole numbers of 64 bits. */
  I64(8, Family.INTEGER, "i8", "Long", "int64"),
  /** Whole numbers of 32 bits. */
  I32(4, Family.INTEGER, "i4", "Int", "int32"),
  /** Whole numbers of 16 bits. */
  I16(2, Family.INTEGER, "i2", "Short", "int16"),
  /** Whole numbers of 8 bits. */
  I8(1, Family.BYTE, "i1", "Char", "int8"),
  /** Whole numbers of 64 bits, at least 0. */
  U64(8, Family.INTEGER, "u8", "", "uint64"),
  /** Whole numbers of 32 bits, at least 0. */
  U32(4, Family.INTEGER, "u4", "", "uint32"),
  /** Whole numbers of 16 bits, at least 0. */
  U16(2, Family.INTEGER, "u2", "", "uint16"),
  /** Whole numbers of 8 bits, at least 0. */
  U8(1, Family.BYTE, "u1", "Byte", "uint8"),
  /** Truth values, a byte each. */
  BOOL(1, Family.INTEGER, "b1", "Bool", "bool"),
  /** Quantised numbers of 8 bits. */
  QINT8(1, Family.QUANTISED, "", "QInt8", "qint8"),
  /** Quantised numbers of 8 bits, at least 0. */
  QUINT8(1, Family.QUANTISED, "", "QUInt8", "quint8"),
  /** Quantised numbers of 32 bits. */
  QINT32(4, Family.QUANTISED, "", "QInt32", "qint32"),
  /** Complex numbers of two floats of 32 bits. */
  C64(8, Family.COMPLEX, "c8", "ComplexFloat", "complex64"),
  /** Complex numbers of two floats of 64 bits. */
  C128(16, Family.COMPLEX, "c16", "ComplexDouble", "complex128");

  /** What entries are, and what to do where weights are wanted. */
  private enum Family {
    FLOAT(""),
    INTEGER(""),
    BYTE(": 8-bit weights are quantised, save them as floats (dequantize)"),
    NARROW(": 8-bit weights need their scales, save them as floats (dequantize)"),
    QUANTISED(": quantised weights need their scales, save them as floats (dequantize)"),
    COMPLEX(": complex weights are not read");

    private final String advice;

    Family(String advice) {
      this.advice = advice;
    }
  }

  private final int bytes;
  private final Family family;
  private final String numpy;
  private final String storage;
  private final String torch;

  DataType(int bytes, Family family, String numpy, String storage, String torch) {
    this.bytes = bytes;
    this.family = family;
    this.numpy = numpy;
    this.storage = storage;
    this.torch = torch;
  }

  /**
   * Returns the size of one entry.
   *
   * @return in bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Returns whether entries are numbers that a point can hold.
   *
   * @return true for floats of 16 bits and more
   */
  public boolean isWeights() {
    return family == Family.FLOAT;
  }

  /**
   * Returns whether entries are counts, indices or truth values, as are beside weights.
   *
   * @return true for whole numbers and truth values
   */
  public boolean isInteger() {
    return family == Family.INTEGER || family == Family.BYTE;
  }

  /** Returns this type and what to do about it where weights are wanted. */
  String asWeights() {
    return name() + family.advice;
  }

  /**
   * Returns what NumPy calls it, without its byte order; empty if it does not know it.
   *
   * @return such as {@code f4}
   */
  public String numpy() {
    return numpy;
  }

  /**
   * Returns PyTorch's class of storages; empty if it has none.
   *
   * @return such as {@code FloatStorage}
   */
  public String torchStorage() {
    return storage.isEmpty() ? "" : storage + "Storage";
  }

  /**
   * Returns the type of a name in safetensors.
   *
   * @param name such as {@code F32}
   * @return the type; empty if there is none of that name
   */
  public static Optional<DataType> ofSafetensors(String name) {
    return find(name, DataType::name);
  }

  /**
   * Returns the type of a name in NumPy.
   *
   * @param name such as {@code f4}
   * @return the type; empty if there is none of that name
   */
  public static Optional<DataType> ofNumpy(String name) {
    return find(name, t -> t.numpy);
  }

  /**
   * Returns the type of a class such as {@code FloatStorage}.
   *
   * @param name the name of the class
   * @return the type; empty if there is none of that name
   */
  public static Optional<DataType> ofTorchStorage(String name) {
    return find(name, DataType::torchStorage);
  }

  /**
   * Returns the type of PyTorch's name such as {@code float32}.
   *
   * @param name the name
   * @return the type; empty if there is none of that name
   */
  public static Optional<DataType> ofTorch(String name) {
    return find(name, t -> t.torch);
  }

  private static Optional<DataType> find(String name, Function<DataType, String> key) {
    return Arrays.stream(values())
        .filter(t -> !name.isEmpty() && key.apply(t).equals(name))
        .findFirst();
  }
}
