package org.stockpot.format.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;
import org.stockpot.format.tensor.ZipDirectory;
import org.stockpot.format.torch.TorchFile;

/** Zip files: NumPy's npz, which are written too, and those of PyTorch, told by their pickle. */
final class ZippedTensors implements TensorFormat {

  @Override
  public String name() {
    return "npz";
  }

  @Override
  public List<String> endings() {
    return List.of("npz");
  }

  @Override
  public boolean isOne(Path file, byte[] start) {
    return TensorFormat.begins(start, "PK\3\4");
  }

  @Override
  public Optional<Writer> writer() {
    return Optional.of(Npz::write);
  }

  @Override
  public TensorFile read(Path file) throws IOException {
    ZipDirectory.requireHonest(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      UnreadableFiles.requireCheckpoint(zip);
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
}
