package org.stockpot.format.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.testing.Points;
import org.stockpot.weights.Mask;

final class UnreadableFilesTest {

  private static final String CONVERT = ": save the weights in Python as .safetensors or .npz";

  @TempDir Path directory;

  private String refusal(String name, byte[] bytes) throws IOException {
    return refusal(Files.write(directory.resolve(name), bytes));
  }

  private static String refusal(Path file) {
    String message =
        assertThrows(FormatException.class, () -> Checkpoint.load(file, Points.small()))
            .getMessage();
    return message.replace(file + ": ", "");
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BZh91AY | it is compressed with bzip2: unpack it first, with bunzip2",
        "Rar!x | it is a RAR archive: unpack it first",
        "GGUFxxxx | it is a GGUF file of llama.cpp, mostly of quantised weights: save the weights"
            + " in Python as .safetensors or .npz",
        "a,b,class | it is a text, not a checkpoint, and begins: a,b,class",
        "`{\"error\": \"not found\"}` | it is a text, not a checkpoint, and begins: {\"error\":"
            + " \"not found\"}",
        "model_checkpoint_path: \"m\" | it is the list of a TensorFlow checkpoint: save the weights"
            + " in Python as .safetensors or .npz",
        "<html><body>x</body></html> | it is a web page, not a checkpoint: download the file"
            + " itself, signed in if need be",
      })
  void textsAndMarksAreNamed(String start, String message) throws IOException {
    assertEquals(message, refusal("f.pt", bytes(start)));
  }

  @Test
  void whatPeopleDownloadByMistakeSaysWhatItIs() throws IOException {
    assertEquals("it is empty: download or save it again", refusal("e.pt", new byte[0]));
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
            + "ab".repeat(32)
            + "\nsize 4941\n";
    assertEquals(
        "it is a Git LFS pointer to a file of 4941 bytes, not that file: fetch it with git lfs"
            + " pull",
        refusal("l.safetensors", bytes(pointer)));
    String page = "\u00ef\u00bb\u00bf\n<!DOCTYPE HTML><html><head><TITLE> Sign in\n</TITLE></head>";
    assertEquals(
        "it is a web page, titled \"Sign in\", not a checkpoint: download the file itself, signed"
            + " in if need be",
        refusal("p.safetensors", bytes(page)));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(1);
    }
    assertEquals(
        "it is compressed with gzip: unpack it first, with gunzip",
        refusal("g.safetensors", zipped.toByteArray()));
    assertEquals(
        "it is none of what is read (safetensors, npz, DJL's .params, PyTorch's files), got the"
            + " bytes 01 02 ff",
        refusal("b.pt", bytes("\1\2\u00ff")));
    byte[] tar = new byte[512];
    System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
    assertEquals("it is a tar archive: unpack it first, with tar -xf", refusal("t.pth", tar));
    assertEquals(
        "it is one array of NumPy: save named arrays with np.savez",
        refusal("a.npy", bytes("\u0093NUMPY\1\0")));
  }

  @Test
  void otherFrameworksAreNamed() throws IOException {
    assertEquals(
        "it is HDF5, as Keras writes .h5" + CONVERT,
        refusal("k.h5", bytes("\u0089HDF\r\n\u001a\n\0\0\0\0")));
    assertEquals("it is a .keras file" + CONVERT, refusal("k.keras", zip("model.weights.h5")));
    assertEquals(
        "it is an ONNX model" + CONVERT, refusal("m.onnx", bytes("\b\7\22\7pytorch\32\51")));
    assertEquals("it is an ONNX model" + CONVERT, refusal("n.onnx", bytes("\b\n:\u0080\1\n")));
    assertEquals(
        "it is a TensorFlow SavedModel" + CONVERT,
        refusal("saved_model.pb", bytes("\b\1\22\u00ab")));
    assertEquals(
        "it is part of a TensorFlow model" + CONVERT, refusal("frozen.pb", bytes("\n\1\0\2")));
    assertEquals(
        "it is part of a TensorFlow model" + CONVERT,
        refusal("m.ckpt.data-00000-of-00001", bytes("\1\2\3\4")));
    ByteBuffer table = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    table.putLong(56, 0xdb4775248b80fb57L);
    assertEquals(
        "it is the index of a TensorFlow checkpoint" + CONVERT,
        refusal("m.ckpt.index", table.array()));
    assertEquals(
        "it is a TensorFlow Lite model" + CONVERT, refusal("m.tflite", bytes("\34\0\0\0TFL3")));
    Path folder = Files.createDirectory(directory.resolve("saved"));
    Files.createFile(folder.resolve("saved_model.pb"));
    assertEquals("it is the folder of a TensorFlow SavedModel" + CONVERT, refusal(folder));
  }

  @Test
  void zipsOfOtherThingsNameTheirMembers() throws IOException {
    assertEquals(
        "a zip file must hold npy files or a PyTorch state dict, got word/document.xml, x",
        refusal("d.pt", zip("word/document.xml", "x")));
    assertEquals(
        "it is a TorchScript module: use it as a model, with %task DATA torchscript:FILE, or save"
            + " its state_dict()",
        refusal("s.pt", zip("s/data.pkl", "s/constants.pkl", "s/code/__torch__.py")));
    assertEquals(
        "it is a zip file without members", refusal("z.pt", bytes("PK\5\6" + "\0".repeat(18))));
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void cutFilesSayWhatIsMissing() throws IOException {
    Path file = directory.resolve("a.safetensors");
    Checkpoint checkpoint =
        new Checkpoint(Points.random(Points.small(), 1), Mask.full(Points.small()), Map.of());
    checkpoint.save(file);
    byte[] whole = Files.readAllBytes(file);
    assertEquals(
        "there must be 244 bytes of tensors behind the header, got 144: 100 bytes are missing, the"
            + " end is cut off",
        refusal("cut.safetensors", Arrays.copyOf(whole, whole.length - 100)));
    int header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
    assertEquals(
        "a safetensors file must start with the length of its header, at most 16777216 and inside"
            + " the file, got "
            + header
            + ": "
            + (header - 92)
            + " bytes of it are missing, the end is cut off",
        refusal("head.safetensors", Arrays.copyOf(whole, 100)));
    Path pt = directory.resolve("a.pt");
    checkpoint.save(pt);
    byte[] torch = Files.readAllBytes(pt);
    assertEquals(
        "it starts as a zip file does, as those of PyTorch and NumPy are, but its list of members"
            + " is missing or damaged (zip END header not found): the end is cut off, download it"
            + " again",
        refusal("cut.pt", Arrays.copyOf(torch, torch.length / 2)));
  }

  @Test
  void aFolderNamesWhatIsInIt() throws IOException {
    Files.createFile(directory.resolve("model.safetensors"));
    Files.createFile(directory.resolve("readme.md"));
    assertEquals("it is a folder, load a file of it: model.safetensors", refusal(directory));
  }
}
