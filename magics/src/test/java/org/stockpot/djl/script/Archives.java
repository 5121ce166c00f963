package org.stockpot.djl.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as TorchScript writes them, of code that a test has written. */
final class Archives {

  private Archives() {}

  /** Returns an archive whose root is class M in {@code __torch__}. */
  static Path of(Path folder, String code) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("data.pkl", pickle(""));
    members.put("code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
    return write(folder, members);
  }

  /** Returns a pickle of a module without attributes, after some other bytes. */
  static byte[] pickle(String after) {
    return ("\u0080\u0002c__torch__\nM\nq\0)\u0081" + after + "}b.")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static Path write(Path folder, Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry("m/" + member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return Files.write(folder.resolve("m.pt"), bytes.toByteArray());
  }
}
