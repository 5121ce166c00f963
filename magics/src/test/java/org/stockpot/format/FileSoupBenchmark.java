package org.stockpot.format;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.FloatBytes;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.Merges;

/**
 * Merges eight checkpoints of 100,000,000 weights, 3.2 GB, and prints times and peak memory. Run by
 * hand; arguments are methods with their options, such as {@code ties density=0.5 scope=whole}, in
 * place of the mean, or files to merge.
 */
final class FileSoupBenchmark {

  private static final int WEIGHTS = Integer.getInteger("stockpot.weights", 100_000_000);
  private static final int FILES = 8;
  private static final int SIDE = 1 << 11;

  private FileSoupBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("stockpot");
    try {
      List<Path> files =
          args.length > 0 && Files.exists(Path.of(args[0]))
              ? Stream.of(args).map(Path::of).toList()
              : synthesise(directory);
      Path out = directory.resolve("merged.safetensors");
      measure("mean", () -> FileSoup.average(files, out));
      measure("mean", () -> FileSoup.average(files, out));
      for (String arg :
          Files.exists(Path.of(args.length > 0 ? args[0] : ".")) ? new String[0] : args) {
        MergeMethod method = Merges.named(arg.split(" ", -1)[0]);
        Map<String, String> options = new HashMap<>();
        Stream.of(arg.split(" "))
            .skip(1)
            .map(word -> word.split("="))
            .forEach(pair -> options.put(pair[0], pair[1]));
        int count = Math.min(FILES, method.most());
        FileMembers some =
            FileMembers.of(files.subList(0, count)).withBase(files.get(count % FILES));
        FileMembers taken =
            method.base() == MergeMethod.Base.REQUIRED ? some : FileMembers.of(some.files());
        measure(arg, () -> FileMerge.of(taken, method.with(options), out));
      }
    } finally {
      try (Stream<Path> files = Files.list(directory)) {
        files.forEach(file -> file.toFile().delete());
      }
      Files.delete(directory);
    }
  }

  private static void measure(String what, Runnable work) throws IOException {
    long start = System.nanoTime();
    long cores = cores();
    work.run();
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %.2f s of cores, peak resident memory %d MiB%n",
        what,
        (System.nanoTime() - start) / 1e9,
        (cores() - cores) / 1e9,
        peakKilobytes() / 1024);
  }

  private static List<Path> synthesise(Path directory) {
    List<Path> files = new ArrayList<>();
    float[] values = new float[SIDE * SIDE];
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
                size < values.length ? List.of((long) size) : List.of((long) SIDE, (long) SIDE),
                () -> new FloatBytes(FloatBuffer.wrap(values, 0, size))));
      }
      Path file = directory.resolve(i + ".safetensors");
      TensorFiles.write(file, tensors, Map.of());
      files.add(file);
    }
    return files;
  }

  /** Returns the nanoseconds of all cores that this process had. */
  private static long cores() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
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
