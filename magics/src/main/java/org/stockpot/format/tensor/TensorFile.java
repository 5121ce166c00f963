package org.stockpot.format.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.stockpot.format.file.DjlParams;
import org.stockpot.format.file.FileKind;
import org.stockpot.format.file.Npz;
import org.stockpot.format.file.Safetensors;
import org.stockpot.format.file.ShardIndex;
import org.stockpot.format.torch.TorchFile;
import org.stockpot.format.torch.TorchWriter;

/**
 * What a file holds. Nothing stays open and nothing of a tensor's size is in memory.
 *
 * @param file where it lies
 * @param dicts the dicts that have tensors themselves, at least one
 * @param nested the dicts that have tensors in dicts, whose names are joined by dots
 * @param metadata what the file says about itself
 * @param notes what was left out or skipped, to be told to whoever loads it
 * @param findings what else holds tensors but is not read, to be told if nothing fits
 */
public record TensorFile(
    Path file,
    List<StateDict> dicts,
    List<StateDict> nested,
    Map<String, String> metadata,
    List<String> notes,
    List<String> findings) {

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] DJL = {'D', 'J', 'L', '@'};
  private static final int PICKLE = 0x80;

  /** Longer than any mark of a format. */
  private static final int MARKS = 16;

  public TensorFile {
    dicts = List.copyOf(dicts);
    nested = List.copyOf(nested);
    metadata = Map.copyOf(metadata);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /** Holds one dict. */
  public TensorFile(StateDict dict, Map<String, String> metadata) {
    this(dict.file(), List.of(dict), List.of(), metadata, List.of(), List.of());
  }

  /** Returns the tensors of a file of one dict. */
  public List<Tensor> tensors() {
    return dicts.get(0).tensors();
  }

  /** Returns the tensor of a name in a file of one dict. */
  public Tensor tensor(String name) {
    return dicts.get(0).tensor(name);
  }

  /** Opens a file; what it is shows in its first bytes, not in its name. */
  public static TensorFile open(Path file) {
    return Disk.read(
        file,
        () -> {
          FileKind.requireFile(file);
          byte[] start;
          try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(MARKS);
          }
          if (isSafetensors(start)) {
            return Safetensors.read(file);
          }
          if (begins(start, ZIP)) {
            return openZip(file);
          }
          if (start.length > 1 && (start[0] & 0xff) == PICKLE && start[1] >= 2 && start[1] <= 5) {
            return TorchFile.readOld(file);
          }
          if (begins(start, DJL)) {
            return DjlParams.read(file);
          }
          if (ShardIndex.isIndex(file, start)) {
            return ShardIndex.read(file);
          }
          throw FileKind.refusal(file);
        });
  }

  /** Asked first: the low bytes of a header's length can be the marks of any other format. */
  private static boolean isSafetensors(byte[] start) {
    boolean binary = false;
    for (int i = 0; i < Math.min(Long.BYTES, start.length); i++) {
      binary |= start[i] >= 0 && start[i] < ' ' && !Character.isWhitespace(start[i]);
    }
    return binary && start.length > Long.BYTES && start[Long.BYTES] == '{';
  }

  private static boolean begins(byte[] start, byte[] mark) {
    return Arrays.equals(start, 0, Math.min(start.length, mark.length), mark, 0, mark.length);
  }

  private static TensorFile openZip(Path file) throws IOException {
    ZipDirectory.requireHonest(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      FileKind.requireCheckpoint(zip);
      Optional<? extends ZipEntry> pickle =
          zip.stream().filter(e -> e.getName().matches("([^/]*/)?data\\.pkl")).findFirst();
      return pickle.isPresent() ? TorchFile.read(file, zip, pickle.get()) : Npz.read(file, zip);
    } catch (ZipException e) {
      throw new FormatException(
          "it starts as a zip file does, as those of PyTorch and NumPy are, but its list of members"
              + " is missing or damaged ("
              + e.getMessage()
              + "): the end is cut off, download it again",
          e);
    }
  }

  /** Returns whether a file to write is to be one of PyTorch. */
  public static boolean isTorch(Path file) {
    return file.toString().matches(".*\\.(pt|pth)");
  }

  /** Writes a file in the format of its name. */
  public static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
    String name = file.toString();
    if (name.endsWith(".safetensors")) {
      Disk.write(file, out -> Safetensors.write(out, tensors, metadata));
    } else if (name.endsWith(".npz")) {
      Disk.write(file, out -> Npz.write(out, tensors));
    } else if (isTorch(file)) {
      Disk.write(file, out -> TorchWriter.write(out, tensors));
    } else {
      throw new FormatException(
          "a file to write must end in .safetensors, .npz or .pt, got " + name);
    }
  }
}
