package org.stockpot.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.ImageSize;
import org.stockpot.format.file.NpzFile;

/** Files of Pillow's, beside the pixels that Pillow decodes; {@code images.py} wrote both. */
final class ImageOracleTest {

  private static final String FILE = ".file";

  private final NpzFile arrays = arrays();

  private static NpzFile arrays() {
    try {
      URL file = ImageOracleTest.class.getResource("images.npz");
      return NpzFile.npz(Path.of(file.toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> kinds(String format) {
    return arrays.names().stream()
        .filter(name -> name.startsWith(format) && name.endsWith(FILE))
        .map(name -> name.substring(0, name.length() - FILE.length()))
        .filter(name -> arrays.names().contains(name + ".pixels"))
        .toList();
  }

  /** Returns how far the farthest pixel is from Pillow's. */
  private int farthest(String kind) {
    DecodedImage image = DecodedImage.decode(arrays.array(kind + FILE).bytes());
    List<Integer> shape = arrays.array(kind + ".pixels").shape();
    byte[] pixels = arrays.array(kind + ".pixels").bytes();
    assertEquals(shape.get(0), image.channels(), kind);
    assertEquals(new ImageSize(shape.get(1), shape.get(2)), image.size(), kind);
    return IntStream.range(0, pixels.length)
        .map(i -> Math.abs((pixels[i] & 0xff) - image.at(i)))
        .max()
        .orElseThrow();
  }

  @Test
  void pngIsExact() {
    assertTrue(kinds("png").size() > 10);
    for (String kind : kinds("png")) {
      assertEquals(0, farthest(kind), kind);
    }
  }

  /** Decoders may round cosines and colours each in their way. */
  @Test
  void jpegIsWithinTwoLevels() {
    assertTrue(kinds("jpeg").size() > 20);
    for (String kind : kinds("jpeg")) {
      int farthest = farthest(kind);
      assertTrue(farthest <= 2, kind + " is off by " + farthest);
    }
  }

  @Test
  void coloursForPrintAreRefused() {
    byte[] bytes = arrays.array("jpeg-cmyk" + FILE).bytes();
    String message =
        assertThrows(IllegalArgumentException.class, () -> DecodedImage.decode(bytes)).getMessage();
    assertEquals("an image must be grey or of red, green and blue, got 4 channels", message);
  }
}
