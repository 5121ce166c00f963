package org.stockpot.format.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.StateDict.Order;
import org.stockpot.format.tensor.StridedTensor;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.ZipMember;

/**
 * NumPy's npz: a zip file of npy files, one a tensor. Never arrays of objects, which are pickles.
 */
final class Npz {

  static final String ENDING = ".npy";

  /** The most bytes that one byte of a deflated member can stand for. */
  private static final long DEFLATE_RATIO = 1032;

  private Npz() {}

  static TensorFile read(Path file, ZipFile zip) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (ZipEntry entry : zip.stream().toList()) {
      if (entry.getName().endsWith(ENDING)) {
        tensors.add(tensor(file, zip, entry));
      }
    }
    return new TensorFile(new StateDict(file, "", tensors, Order.NONE), Map.of());
  }

  /** Reads the header of a tensor by its name. */
  static Tensor tensor(Path file, ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + ENDING);
    if (entry == null) {
      throw new FormatException("there must be an array " + name + ", got none");
    }
    return tensor(file, zip, entry);
  }

  private static Tensor tensor(Path file, ZipFile zip, ZipEntry entry) throws IOException {
    String member = entry.getName();
    String name = member.substring(0, member.length() - ENDING.length());
    NpyHeader header;
    try (InputStream in = zip.getInputStream(entry)) {
      header = NpyHeader.parse(name, ByteBuffer.wrap(in.readNBytes(NpyHeader.LONGEST)));
    }
    int start = header.length();
    Tensor tensor =
        new Tensor(name, header.type(), header.shape(), () -> ZipMember.open(file, member, start));
    if (entry.getSize() != start + tensor.bytes()) {
      throw new FormatException(
          "tensor "
              + tensor
              + " must have "
              + tensor.bytes()
              + " bytes, got "
              + (entry.getSize() - start));
    }
    long most = Math.min(entry.getCompressedSize(), Files.size(file)) * DEFLATE_RATIO;
    if (tensor.bytes() > most) {
      throw new FormatException(
          "tensor " + tensor + " must lie in the file, got too few bytes for it");
    }
    return header.fortran() ? StridedTensor.columns(tensor) : tensor;
  }

  /** Writes members as blocks without compression, whose checksums need not be known ahead. */
  static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (Tensor tensor : tensors) {
      ZipEntry entry = new ZipEntry(tensor.name() + ENDING);
      entry.setTimeLocal(ZipMember.DAY);
      zip.putNextEntry(entry);
      zip.write(NpyHeader.write(tensor));
      tensor.copyTo(zip);
    }
    zip.finish();
  }
}
