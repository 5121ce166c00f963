package org.stockpot.format.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.StateDict;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;

final class TensorFilesTest {

  /** What adding a format takes: a class, and its line in the list. One number behind a mark. */
  private static final class Toy implements TensorFormat {

    @Override
    public String name() {
      return "toys";
    }

    @Override
    public List<String> endings() {
      return List.of("toy");
    }

    @Override
    public boolean isOne(Path file, byte[] start) {
      return TensorFormat.begins(start, "TOY");
    }

    @Override
    public TensorFile read(Path file) throws IOException {
      float number = Files.readAllBytes(file)[3];
      return new TensorFile(
          new StateDict(file, "", List.of(tensor(number)), StateDict.Order.NONE), Map.of());
    }

    @Override
    public Optional<Writer> writer() {
      return Optional.of(
          (out, tensors, metadata) ->
              out.write(new byte[] {'T', 'O', 'Y', (byte) EntryReader.all(tensors.get(0))[0]}));
    }
  }

  private static final List<TensorFormat> FORMATS = List.of(new Safetensors(), new Toy());

  @TempDir Path directory;

  private static Tensor tensor(float number) {
    return new Tensor(
        "w",
        DataType.F32,
        List.of(1L),
        () -> new FloatBytes(FloatBuffer.wrap(new float[] {number})));
  }

  @Test
  void aNewFormatIsReadWrittenAndNamed() throws IOException {
    Path file = directory.resolve("a.toy");
    TensorFiles.write(file, List.of(tensor(7)), Map.of(), FORMATS);
    TensorFile read = TensorFiles.open(file, FORMATS);
    assertArrayEquals(new double[] {7}, EntryReader.all(read.tensor("w")));
    assertEquals(".safetensors, or .toy", TensorFiles.help(FORMATS));
    Path other = Files.write(directory.resolve("b"), new byte[] {1, 2, 3});
    FormatException e = assertThrows(FormatException.class, () -> TensorFiles.open(other, FORMATS));
    assertTrue(e.getMessage().contains("(safetensors, toys)"), e.getMessage());
    e =
        assertThrows(
            FormatException.class,
            () -> TensorFiles.write(other, List.of(tensor(7)), Map.of(), FORMATS));
    assertTrue(e.getMessage().contains("end in .safetensors or .toy, got "), e.getMessage());
  }

  @Test
  void theReadmeNamesAllEndings() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    TensorFiles.endings().forEach(e -> assertTrue(readme.matches("(?s).*`\\*?\\." + e + "`.*"), e));
  }
}
