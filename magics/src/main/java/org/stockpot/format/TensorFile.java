package org.stockpot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a file holds. Nothing stays open and nothing of a tensor's size is in memory.
 *
 * @param file where it lies
 * @param tensors the tensors, in the file's order; names differ
 * @param metadata what it says about itself
 * @param ordered whether the order is that of the model, as in PyTorch, or may be alphabetical
 */
record TensorFile(Path file, List<Tensor> tensors, Map<String, String> metadata, boolean ordered) {

  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] DJL = {'D', 'J'};
  private static final byte[] PICKLE = {(byte) 0x80, 2};

  TensorFile {
    tensors = List.copyOf(tensors);
    metadata = Map.copyOf(metadata);
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new FormatException("tensor names must differ, got " + tensor.name() + " twice");
      }
    }
  }

  /** Returns the tensor of a name. */
  Tensor tensor(String name) {
    return tensors.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new FormatException("there must be a tensor " + name + ", got none"));
  }

  /** Opens a file; what it is shows in its first bytes, not in its name. */
  static TensorFile open(Path file) {
    return Disk.read(
        file,
        () -> {
          byte[] start;
          try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(9);
          }
          if (isSafetensors(start)) {
            return Safetensors.read(file);
          }
          if (begins(start, ZIP)) {
            return openZip(file);
          }
          if (begins(start, PICKLE)) {
            return Torch.readOld(file);
          }
          return begins(start, DJL) ? DjlParams.read(file) : Safetensors.read(file);
        });
  }

  /** Asked first: the low bytes of a header's length can be the marks of any other format. */
  private static boolean isSafetensors(byte[] start) {
    boolean small = start.length == 9;
    for (int i = 4; small && i < 8; i++) {
      small = start[i] == 0;
    }
    return small && start[8] == '{';
  }

  private static boolean begins(byte[] start, byte[] mark) {
    return Arrays.equals(start, 0, Math.min(start.length, mark.length), mark, 0, mark.length);
  }

  private static TensorFile openZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Optional<? extends ZipEntry> pickle =
          zip.stream().filter(e -> e.getName().matches("([^/]*/)?data\\.pkl")).findFirst();
      return pickle.isPresent() ? Torch.read(file, zip, pickle.get()) : Npz.read(file, zip);
    }
  }

  /** Writes a file in the format of its name. */
  static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
    String name = file.toString();
    if (name.endsWith(".safetensors")) {
      Disk.write(file, out -> Safetensors.write(out, tensors, metadata));
    } else if (name.endsWith(".npz")) {
      Disk.write(file, out -> Npz.write(out, tensors));
    } else {
      throw new FormatException("a file to write must end in .safetensors or .npz, got " + name);
    }
  }
}
