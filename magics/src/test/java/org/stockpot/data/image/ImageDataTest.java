package org.stockpot.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.ImageSize;
import org.stockpot.data.Split;

public final class ImageDataTest {

  private static final Split SPLIT = new Split(0.2, 0.2, 0);

  @TempDir Path dir;

  /** Writes an image of random pixels and returns these, channels first. */
  public static byte[] write(Path file, int type, int height, int width, long seed)
      throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, type);
    int channels = image.getRaster().getNumBands();
    byte[] pixels = new byte[channels * height * width];
    new SplittableRandom(seed).nextBytes(pixels);
    for (int i = 0; i < pixels.length; i++) {
      int area = height * width;
      boolean opacity = i / area == 3;
      pixels[i] = opacity ? (byte) 255 : pixels[i];
      image.getRaster().setSample(i % width, i / width % height, i / area, pixels[i] & 0xff);
    }
    String name = file.toString();
    ImageIO.write(image, name.endsWith(".png") ? "png" : "jpg", file.toFile());
    return pixels;
  }

  public static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private void writeClasses(Path root, int each) throws IOException {
    for (String name : List.of("ant", "bee")) {
      for (int i = 0; i < each; i++) {
        write(
            root.resolve(name + "/" + i + ".png"),
            BufferedImage.TYPE_3BYTE_BGR,
            4,
            6,
            31 * i + name.hashCode());
      }
    }
  }

  private Data load() {
    return ImageData.load(dir, Optional.empty(), SPLIT);
  }

  @Test
  void foldersAreClasses() throws IOException {
    writeClasses(dir, 10);
    Files.writeString(dir.resolve("bee/notes.txt"), "x");
    Files.writeString(dir.resolve("bee/.DS_Store"), "x");
    Files.writeString(dir.resolve("readme.md"), "x");
    Data data = load();
    assertEquals(
        dir.getFileName() + " [3, 4, 6], 2 classes, 12 training, 4 validation, 4 test",
        data.toString());
    assertEquals(List.of("ant", "bee"), data.targets().names());
    assertEquals(
        "1 file that is no image was left out, such as " + dir.resolve("bee/notes.txt"),
        data.notes().get(1));
  }

  /** Each channel has mean 0 and standard deviation 1 over the training images. */
  @Test
  void channelsAreStandardised() throws IOException {
    writeClasses(dir, 10);
    Examples training = load().training();
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < training.count(); i++) {
        for (int j = 0; j < 24; j++) {
          double x = training.input(i, channel * 24 + j);
          sum += x;
          squares += x * x;
        }
      }
      assertEquals(0, sum / (24 * 12), 1e-6);
      assertEquals(1, squares / (24 * 12), 1e-5);
    }
  }

  @Test
  void pngIsReadBitForBitWhateverItsColours() throws IOException {
    for (int type :
        List.of(
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_4BYTE_ABGR)) {
      Path file = dir.resolve("x/" + type + ".png");
      byte[] pixels = write(file, type, 5, 7, type);
      DecodedImage image = DecodedImage.read(file);
      assertEquals(type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 3, image.channels());
      assertEquals(new ImageSize(5, 7), image.size());
      for (int i = 0; i < 35 * image.channels(); i++) {
        assertEquals(pixels[i] & 0xff, image.at(i), "type " + type + " at " + i);
      }
    }
  }

  @Test
  void palettesAndFewBitsAreTheirColours() throws IOException {
    byte[] shades = {0, 85, (byte) 170, (byte) 255};
    IndexColorModel greys = new IndexColorModel(2, 4, shades, shades, shades);
    BufferedImage grey = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, greys);
    byte[] red = {9, 8, 7, 6};
    IndexColorModel colours = new IndexColorModel(2, 4, red, shades, shades);
    BufferedImage coloured = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, colours);
    for (int x = 0; x < 4; x++) {
      grey.getRaster().setSample(x, 0, 0, x);
      coloured.getRaster().setSample(x, 0, 0, x);
    }
    DecodedImage one = DecodedImage.decode(bytes(grey, "png"));
    assertEquals(1, one.channels());
    assertEquals(170, one.at(2));
    DecodedImage three = DecodedImage.decode(bytes(coloured, "png"));
    assertEquals(3, three.channels());
    assertEquals(7, three.at(2));
    assertEquals(170, three.at(6));
  }

  @Test
  void greyImagesAreOneChannelUnlessOthersAreColoured() throws IOException {
    for (int i = 0; i < 10; i++) {
      write(dir.resolve("a/" + i + ".png"), BufferedImage.TYPE_BYTE_GRAY, 4, 6, i);
      write(dir.resolve("b/" + i + ".jpg"), BufferedImage.TYPE_BYTE_GRAY, 4, 6, i);
    }
    assertEquals(List.of(1, 4, 6), load().shape());
    write(dir.resolve("b/3.jpg"), BufferedImage.TYPE_3BYTE_BGR, 4, 6, 3);
    Data data = load();
    assertEquals(List.of(3, 4, 6), data.shape());
    assertTrue(data.notes().contains("19 grey images were taken as colours"), "" + data.notes());
  }

  @Test
  void foldersOfPartsArePartsOfTheirOwn() throws IOException {
    writeClasses(dir.resolve("train"), 10);
    writeClasses(dir.resolve("test"), 3);
    Split split = new Split(0.2, 0, 0);
    Data data = ImageData.load(dir, Optional.empty(), split);
    assertTrue(data.toString().endsWith("16 training, 4 validation, 6 test"), data.toString());
    assertEquals(
        "test must be 0 for data with a test set of its own, got 0.2", refusal(this::load));
    writeClasses(dir.resolve("val"), 2);
    assertTrue(load().toString().endsWith("20 training, 4 validation, 6 test"));
    Files.move(dir.resolve("test"), dir.resolve("val").resolveSibling(".test"));
    Data valOnly = ImageData.load(dir, Optional.empty(), split);
    assertTrue(valOnly.toString().endsWith("16 training, 4 validation, 4 test"));
    assertTrue(valOnly.notes().contains("the source's own validation examples are the test part"));
  }

  @Test
  void aClassCalledTrainIsAClass() throws IOException {
    writeClasses(dir, 5);
    for (int i = 0; i < 5; i++) {
      write(dir.resolve("train/" + i + ".png"), BufferedImage.TYPE_3BYTE_BGR, 4, 6, i);
    }
    assertEquals(List.of("ant", "bee", "train"), load().targets().names());
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    assertEquals(
        "DIR must hold a folder of images for each class, got no folders", refusal(this::load));
    writeClasses(dir, 5);
    write(dir.resolve("bee/4.png"), BufferedImage.TYPE_3BYTE_BGR, 5, 6, 1);
    assertEquals(
        "DIR/bee/4.png must have the size of the first image, 4x6, got 5x6; --size 4x6 scales all"
            + " to one",
        refusal(this::load));
    Files.move(dir.resolve("bee/4.png"), dir.resolve("bee/4.webp"));
    assertEquals("DIR/bee/4.webp must be PNG or JPEG, got .webp", refusal(this::load));
    Files.move(dir.resolve("bee/4.webp"), dir.resolve("bee/.webp"));
    Files.writeString(dir.resolve("bee/4.png"), "<html>");
    assertEquals(
        "DIR/bee/4.png: an image must be PNG or JPEG, got other bytes", refusal(this::load));
    Files.delete(dir.resolve("bee/4.png"));
    Files.createDirectories(dir.resolve("cow"));
    assertEquals(
        "class folder DIR/cow must hold PNG or JPEG images, got none", refusal(this::load));
  }

  /** One folder around all is no class of everything. */
  @Test
  void aFolderAroundTheClassesIsRefused() throws IOException {
    writeClasses(dir.resolve("animals"), 5);
    assertEquals("classes must be at least 2, got only [animals]", refusal(this::load));
  }

  @Test
  void aTestClassMustBeATrainingClass() throws IOException {
    writeClasses(dir.resolve("train"), 5);
    writeClasses(dir.resolve("test"), 3);
    write(dir.resolve("test/cow/sub/0.png"), BufferedImage.TYPE_3BYTE_BGR, 4, 6, 1);
    assertEquals(
        "class folder DIR/test/cow must be that of a training class, got another (classes: ant,"
            + " bee)",
        refusal(() -> ImageData.load(dir, Optional.empty(), new Split(0.2, 0, 0))));
  }

  @Test
  void transparentAndDeepImagesAreRefused() throws IOException {
    BufferedImage clear = new BufferedImage(4, 4, BufferedImage.TYPE_4BYTE_ABGR);
    assertEquals(
        "an image must decode, got: pixels must be opaque, got a transparent one; put the image on"
            + " a background",
        decodeRefusal(bytes(clear, "png")));
    BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    assertEquals(
        "an image must have at most 8 bits a channel, got 16; write it with 8",
        decodeRefusal(bytes(deep, "png")));
  }

  /** No cut of a file decodes: what is missing would be grey or black. */
  @Test
  void truncatedFilesAreRefusedAtAnyLength() throws IOException {
    for (String format : List.of("png", "jpg")) {
      Path file = dir.resolve("a/1." + format);
      write(file, BufferedImage.TYPE_3BYTE_BGR, 20, 30, 1);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThrows(
            IllegalArgumentException.class,
            () -> DecodedImage.decode(cut),
            format + " cut at " + length);
      }
    }
  }

  @Test
  void damagedPixelsOfPngAreRefused() throws IOException {
    Path file = dir.resolve("a/1.png");
    write(file, BufferedImage.TYPE_BYTE_GRAY, 20, 30, 1);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 4;
      assertThrows(IllegalArgumentException.class, () -> DecodedImage.decode(changed), "byte " + i);
    }
  }

  /** Each new pixel is the mean of its area: halving averages blocks, doubling repeats pixels. */
  @Test
  void scalingAveragesAreas() throws IOException {
    Path file = dir.resolve("a/1.png");
    byte[] pixels = write(file, BufferedImage.TYPE_3BYTE_BGR, 4, 6, 5);
    DecodedImage image = DecodedImage.read(file);
    DecodedImage half = image.scaled(new ImageSize(2, 3));
    DecodedImage twice = image.scaled(new ImageSize(8, 12));
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 6; i++) {
        int at = channel * 24 + i / 3 * 12 + i % 3 * 2;
        int sum = 0;
        for (int block : new int[] {0, 1, 6, 7}) {
          sum += pixels[at + block] & 0xff;
        }
        assertEquals((sum + 2) / 4, half.at(channel * 6 + i));
      }
      for (int i = 0; i < 96; i++) {
        int from = channel * 24 + i / 24 * 6 + i % 12 / 2;
        assertEquals(pixels[from] & 0xff, twice.at(channel * 96 + i));
      }
    }
    DecodedImage one = image.scaled(new ImageSize(1, 1));
    int all = 0;
    for (int i = 0; i < 24; i++) {
      all += pixels[i] & 0xff;
    }
    assertEquals(Math.round(all / 24.0), one.at(0));
  }

  @Test
  void imagesOfAllSizesAreScaledWhereItIsAskedFor() throws IOException {
    writeClasses(dir, 5);
    write(dir.resolve("bee/4.png"), BufferedImage.TYPE_3BYTE_BGR, 50, 61, 1);
    Data data = ImageData.load(dir, ImageSize.parse("3x2"), SPLIT);
    assertEquals(List.of(3, 3, 2), data.shape());
    assertTrue(data.notes().contains("scaled to 3x2, each pixel the mean of its area"));
    assertEquals(new ImageSize(32, 32), ImageSize.parse("32").orElseThrow());
    assertEquals(Optional.empty(), ImageSize.parse(""));
    assertEquals(
        "size must be height and width, such as 32x32 or 32, got big",
        refusal(() -> ImageSize.parse("big")));
    assertEquals("size must lie in 1 to 16384, got 0x5", refusal(() -> ImageSize.parse("0x5")));
  }

  /** A header may promise no more pixels than its bytes can hold. */
  @Test
  void largePromisesAreRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] png = bytes(new BufferedImage(9, 9, BufferedImage.TYPE_3BYTE_BGR), "png");
    byte[] wide = PngBytes.withHeader(png, 60_000, 60_000);
    assertEquals(
        "a PNG file must hold the 60000x60000 pixels it says, got too few bytes",
        decodeRefusal(wide));
    byte[] jpeg = bytes(new BufferedImage(9, 9, BufferedImage.TYPE_3BYTE_BGR), "jpg");
    for (int i = 0; i + 9 < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        Arrays.fill(jpeg, i + 5, i + 9, (byte) 0xff);
        break;
      }
    }
    assertEquals(
        "a JPEG file must hold the 65535x65535 pixels it says, got too few bytes",
        decodeRefusal(jpeg));
  }

  @Test
  void imagesAreReadWithoutADisplay() throws IOException {
    assertTrue(
        Boolean.getBoolean("java.awt.headless") || java.awt.GraphicsEnvironment.isHeadless());
    writeClasses(dir, 5);
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(load().training()), 1e-5);
  }

  private String refusal(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run)
        .getMessage()
        .replace(dir.toString(), "DIR");
  }

  private static String decodeRefusal(byte[] bytes) {
    return assertThrows(IllegalArgumentException.class, () -> DecodedImage.decode(bytes))
        .getMessage();
  }
}
