package org.stockpot.format.tensor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A member of a zip file, held against its checksum if it is read to its end. */
public final class ZipMember extends FilterInputStream {

  /** The same for all members; with a zip file's first hour Java writes the time zone, too. */
  public static final LocalDateTime DAY = LocalDateTime.of(1980, 1, 2, 0, 0);

  /** The most bytes in front of entries that are held against the checksum. */
  public static final int LONGEST_HEADER = 1 << 16;

  private final ZipFile zip;
  private final ZipEntry entry;
  private final CRC32 crc = new CRC32();
  private long left;

  private ZipMember(ZipFile zip, ZipEntry entry) throws IOException {
    super(zip.getInputStream(entry));
    this.zip = zip;
    this.entry = entry;
    left = entry.getSize();
  }

  /**
   * Opens a member some bytes behind its start; closing it closes the file.
   *
   * @param file the zip file
   * @param name the member
   * @param from the place of the first byte
   * @return its bytes from there on
   */
  public static InputStream open(Path file, String name, long from) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw new ZipException("no member " + name);
      }
      ZipMember member = new ZipMember(zip, entry);
      member.skipNBytes(from);
      return member;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    int count = super.read(into, at, most);
    if (count > 0) {
      crc.update(into, at, count);
      left -= count;
    }
    if (left == 0 && crc.getValue() != entry.getCrc()) {
      throw new ZipException("member " + entry.getName() + " is damaged: its checksum differs");
    }
    return count;
  }

  /** A header is read, so that what stands behind it can be checked; a view is jumped to. */
  @Override
  public long skip(long count) throws IOException {
    if (count <= LONGEST_HEADER) {
      return readNBytes((int) count).length;
    }
    left = -1;
    return super.skip(count);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
