package org.stockpot.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.stockpot.prune.CopyMerger;
import org.stockpot.prune.Saliency;
import org.stockpot.task.Task;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** All that a result says, but how long it took and whether it was there before. */
final class ResultDigest {

  private static final Set<String> OF_THIS_TIME =
      Set.of("seconds", "reused", "dropped", "latencies");

  private ResultDigest() {}

  static String of(Object value) {
    if (value instanceof Point point) {
      return point.digest();
    } else if (value instanceof Mask mask) {
      return mask.digest();
    } else if (value instanceof Task task) {
      return task.name() + task.identity();
    } else if (value instanceof CopyMerger || value instanceof Saliency) {
      return "code";
    } else if (value instanceof List<?> list) {
      return list.stream().map(ResultDigest::of).toList().toString();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, of) -> sorted.put(of(key), of(of)));
      return sorted.toString();
    } else if (value instanceof Optional<?> optional) {
      return optional.map(ResultDigest::of).orElse("none");
    } else if (value instanceof Path path) {
      return path.getFileName() + content(path);
    } else if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    return value instanceof Record record ? record(record) : String.valueOf(value);
  }

  private static String record(Record record) {
    StringBuilder digest = new StringBuilder(record.getClass().getSimpleName()).append('{');
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (!OF_THIS_TIME.contains(component.getName())) {
        digest.append(component.getName()).append('=').append(of(value(record, component)));
        digest.append(' ');
      }
    }
    return digest.append('}').toString();
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(record.getClass() + "." + component.getName(), e);
    }
  }

  /** Charts and tables tell the time that trainings took; points do not. */
  private static String content(Path path) {
    try {
      boolean point = path.toString().matches(".*\\.(safetensors|npz|params)");
      return point ? "" + Arrays.hashCode(Files.readAllBytes(path)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
