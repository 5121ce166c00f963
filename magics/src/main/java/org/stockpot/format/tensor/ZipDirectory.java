package org.stockpot.format.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The records at the end of a zip file that say how many members it has. Java reserves memory for
 * as many as are claimed, so claims are held against the bytes that are there before it is asked.
 */
public final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LENGTH = 56;
  private static final int SHORTEST_MEMBER = 46;

  private ZipDirectory() {}

  /**
   * Requires the list of members to be as long as their number needs.
   *
   * @param file a zip file
   */
  public static void requireHonest(Path file) throws IOException {
    long size = Files.size(file);
    int length = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT + LOCATOR_LENGTH);
    ByteBuffer tail = read(file, size - length, length);
    for (int at = length - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        requireHonest(file, tail, at);
      }
    }
  }

  private static void requireHonest(Path file, ByteBuffer tail, int at) throws IOException {
    long members = tail.getChar(at + 10);
    long bytes = tail.getInt(at + 12) & 0xffffffffL;
    int locator = at - LOCATOR_LENGTH;
    if (locator >= 0 && tail.getInt(locator) == LOCATOR) {
      long size = Files.size(file);
      long place = tail.getLong(locator + 8);
      if (place >= 0 && place <= size - END_64_LENGTH) {
        ByteBuffer end = read(file, place, END_64_LENGTH);
        if (end.getInt(0) == END_64) {
          requireRoom(end.getLong(32), Math.min(end.getLong(40), size));
          return;
        }
      }
    }
    requireRoom(members, bytes);
  }

  private static void requireRoom(long members, long bytes) {
    if (members < 0 || members > bytes / SHORTEST_MEMBER) {
      throw new FormatException(
          "the zip file's list of "
              + members
              + " members must have "
              + SHORTEST_MEMBER
              + " bytes for each, got "
              + bytes);
    }
  }

  private static ByteBuffer read(Path file, long at, int length) throws IOException {
    try (InputStream in = Disk.open(file, at)) {
      byte[] bytes = in.readNBytes(length);
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
