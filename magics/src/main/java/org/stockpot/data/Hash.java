package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest over numbers and texts, each with its length, in little-endian order. */
public final class Hash {

  private final MessageDigest digest;

  private Hash(MessageDigest digest) {
    this.digest = digest;
  }

  static Hash sha256() {
    return new Hash(algorithm("SHA-256"));
  }

  /**
   * Returns one of Java's digests, which every Java has.
   *
   * @param name such as {@code SHA-256}
   * @return an empty digest
   */
  public static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + name, e);
    }
  }

  /**
   * Returns a digest as text.
   *
   * @param digest its bytes
   * @return two hexadecimal digits for each byte
   */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  Hash floats(float[] values) {
    ByteBuffer bytes = buffer(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return bytes(bytes);
  }

  Hash doubles(double... values) {
    ByteBuffer bytes = buffer(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    return bytes(bytes);
  }

  Hash ints(int... values) {
    ByteBuffer bytes = buffer(Integer.BYTES * values.length);
    bytes.asIntBuffer().put(values);
    return bytes(bytes);
  }

  Hash texts(List<String> texts) {
    texts.forEach(text -> bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    return this;
  }

  String hex() {
    return hex(digest.digest());
  }

  private Hash bytes(ByteBuffer bytes) {
    digest.update(buffer(Integer.BYTES).putInt(0, bytes.remaining()));
    digest.update(bytes);
    return this;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
