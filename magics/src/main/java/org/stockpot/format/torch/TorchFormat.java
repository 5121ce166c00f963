package org.stockpot.format.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;

/**
 * Files of {@code torch.save}: those before PyTorch 1.6 are told here, later ones are zip files.
 */
public final class TorchFormat implements TensorFormat {

  private static final int PICKLE = 0x80;

  @Override
  public String name() {
    return "PyTorch's files";
  }

  @Override
  public List<String> endings() {
    return List.of("pt", "pth", "th", "ckpt", "bin");
  }

  @Override
  public String help() {
    return "PyTorch's .pt, .pth, .th, .ckpt or .bin";
  }

  @Override
  public boolean isOne(Path file, byte[] start) {
    return start.length > 1 && (start[0] & 0xff) == PICKLE && start[1] >= 2 && start[1] <= 5;
  }

  @Override
  public TensorFile read(Path file) throws IOException {
    return TorchFile.readOld(file);
  }

  @Override
  public List<String> writtenEndings() {
    return List.of("pt", "pth");
  }

  @Override
  public Optional<Writer> writer() {
    return Optional.of(TorchWriter::write);
  }
}
