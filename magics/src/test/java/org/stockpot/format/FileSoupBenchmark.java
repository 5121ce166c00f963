package org.stockpot.format;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.Tensor;

/**
 * Averages eight checkpoints of 100,000,000 weights, 3.2 GB, and prints time and peak memory. Run
 * by hand; arguments are files to average instead.
 */
final class FileSoupBenchmark {

  private static final int WEIGHTS = 100_000_000;
  private static final int FILES = 8;

  private FileSoupBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("stockpot");
    try {
      List<Path> files =
          args.length > 0 ? Stream.of(args).map(Path::of).toList() : synthesise(directory);
      Path out = directory.resolve("mean.safetensors");
      for (int i = 0; i < 6; i++) {
        long start = System.nanoTime();
        FileSoup.average(files, out);
        System.out.printf(
            Locale.ROOT,
            "%d files, %d weights: %.2f s, peak resident memory %d MiB%n",
            files.size(),
            TensorFiles.open(out).tensors().stream().mapToLong(Tensor::size).sum(),
            (System.nanoTime() - start) / 1e9,
            peakKilobytes() / 1024);
      }
    } finally {
      try (Stream<Path> files = Files.list(directory)) {
        files.forEach(file -> file.toFile().delete());
      }
      Files.delete(directory);
    }
  }

  private static List<Path> synthesise(Path directory) {
    List<Path> files = new ArrayList<>();
    float[] values = new float[1 << 20];
    for (int i = 0; i < FILES; i++) {
      SplittableRandom random = new SplittableRandom(i);
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) random.nextDouble(-1, 1);
      }
      List<Tensor> tensors = new ArrayList<>();
      for (long left = WEIGHTS; left > 0; left -= values.length) {
        int size = (int) Math.min(values.length, left);
        tensors.add(
            new Tensor(
                "w" + left,
                DataType.F32,
                List.of((long) size),
                () -> new FloatBytes(FloatBuffer.wrap(values, 0, size))));
      }
      Path file = directory.resolve(i + ".safetensors");
      TensorFiles.write(file, tensors, Map.of());
      files.add(file);
    }
    return files;
  }

  private static long peakKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.notExists(status)
        ? -1
        : Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
  }
}
