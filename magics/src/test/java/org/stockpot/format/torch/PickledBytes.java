package org.stockpot.format.torch;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.stockpot.format.tensor.TensorFile;

/** Pickles read as files of PyTorch are, without a file. */
public final class PickledBytes {

  private PickledBytes() {}

  /** Reads a pickle; whatever storage it asks for has the pickle's bytes. */
  public static TensorFile read(byte[] pickle) {
    return PickleTree.read(
        Path.of("a.pt"),
        Pickle.read(ByteBuffer.wrap(pickle), new PickleBuilder(TorchFile::readStorage)),
        (storage, start) -> () -> new ByteArrayInputStream(pickle));
  }
}
