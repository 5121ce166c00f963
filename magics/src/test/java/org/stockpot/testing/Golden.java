package org.stockpot.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Parts;
import org.stockpot.data.image.Digits;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * The oracle numbers in {@code shared/golden} beside the project, of a network 64-32-10 over the
 * first 512 digits: {@code DjlTask.of(Golden.digits(List.of(64)), "mlp:32")}.
 */
public final class Golden {

  /** How many of the digits all numbers are of. */
  public static final int ROWS = 512;

  private Golden() {}

  /** Returns the folder; skips the test where it is missing. */
  public static Path folder() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("shared/golden");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    return Assumptions.abort("needs shared/golden beside the project");
  }

  /** Returns an entry of {@code golden.json}, such as {@code A.curvature}. */
  public static JsonNode of(String key) {
    try {
      return JsonMapper.builder()
          .build()
          .readTree(folder().resolve("golden.json").toFile())
          .required(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns an array of {@code arrays.npz} as it lies there, such as {@code A.v}. */
  public static double[] array(String name) {
    return array(folder().resolve("arrays.npz"), name);
  }

  /** Returns stored weights, such as {@code A2}, in the order of the slots. */
  public static Point point(Layout layout, String name) {
    Path file = folder().resolve(name + ".npz");
    return Point.build(
        layout,
        values -> {
          for (Slot slot : layout.slots()) {
            double[] numbers = array(file, slot.name());
            for (int i = 0; i < numbers.length; i++) {
              values[slot.offset() + i] = (float) numbers[i];
            }
          }
        });
  }

  /** Returns numbers as a point. */
  public static Point point(Layout layout, double... numbers) {
    return Point.build(
        layout,
        values -> {
          for (int i = 0; i < numbers.length; i++) {
            values[i] = (float) numbers[i];
          }
        });
  }

  private static double[] array(Path file, String name) {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      int header = bytes.getShort(8);
      String dict = new String(bytes.array(), 10, header, StandardCharsets.US_ASCII);
      bytes.position(10 + header);
      if (dict.contains("'<f4'")) {
        return IntStream.range(0, bytes.remaining() / 4)
            .mapToDouble(i -> bytes.getFloat(10 + header + 4 * i))
            .toArray();
      }
      if (dict.contains("'|u1'")) {
        return IntStream.range(0, bytes.remaining())
            .mapToDouble(i -> Byte.toUnsignedInt(bytes.get(10 + header + i)))
            .toArray();
      }
      if (dict.contains("'<i8'")) {
        return IntStream.range(0, bytes.remaining() / 8)
            .mapToDouble(i -> bytes.getLong(10 + header + 8 * i))
            .toArray();
      }
      return IntStream.range(0, bytes.remaining() / 8)
          .mapToDouble(i -> bytes.getDouble(10 + header + 8 * i))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the first digits, with pixels from 0 to 1: all of them in each part. */
  public static Data digits(List<Integer> shape) {
    ExamplesBuilder builder = new ExamplesBuilder(64);
    try (InputStream in =
            Digits.class.getResourceAsStream("/org/stockpot/data/image/digits.csv.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (int row = 0; row < ROWS; row++) {
        int[] numbers =
            Stream.of(lines.readLine().split(",")).mapToInt(Integer::parseInt).toArray();
        float[] pixels = new float[64];
        IntStream.range(0, 64).forEach(i -> pixels[i] = numbers[i] / 16f);
        builder.add(pixels, 0, numbers[64]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Examples rows = builder.build();
    List<String> names = IntStream.range(0, 10).mapToObj(k -> "" + k).toList();
    return Data.of(DatasetInfo.of("golden", "", shape), names, new Parts(rows, rows, rows));
  }
}
