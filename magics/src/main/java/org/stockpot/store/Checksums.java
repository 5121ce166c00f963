package org.stockpot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.text.Html;

/** The SHA-256 of each file of a directory, in the format that {@code sha256sum -c} checks. */
final class Checksums {

  static final String FILE = "SHA256SUMS";

  private static final int MOST = 1 << 20;
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([a-z0-9][a-z0-9.-]*)");

  private Checksums() {}

  /** Writes the checksums of all files of a directory. */
  static void write(Path directory) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : Disk.list(directory)) {
      text.append(of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    Disk.write(directory.resolve(FILE), text.toString());
  }

  /**
   * Compares all files of a directory with their checksums.
   *
   * @throws DamagedException if a file lacks, is not listed or differs
   */
  static void verify(Path directory) throws IOException {
    Map<String, String> listed = listed(directory);
    for (Path file : Disk.list(directory)) {
      String name = file.getFileName().toString();
      if (!name.equals(FILE) && !listed.containsKey(name)) {
        throw new DamagedException(file, "is not in " + FILE);
      }
    }
    for (Map.Entry<String, String> entry : listed.entrySet()) {
      Path file = directory.resolve(entry.getKey());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new DamagedException(file, "is missing");
      }
      if (!of(file).equals(entry.getValue())) {
        throw new DamagedException(file, "does not match its checksum");
      }
    }
  }

  private static Map<String, String> listed(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new DamagedException(file, "is missing");
    }
    Map<String, String> listed = new TreeMap<>();
    for (String line : Disk.read(file, MOST).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new DamagedException(file, "holds the line " + Html.line(line, 80));
      }
      listed.put(matcher.group(2), matcher.group(1));
    }
    return listed;
  }

  private static String of(Path file) throws IOException {
    MessageDigest sha = sha256();
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        sha.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
