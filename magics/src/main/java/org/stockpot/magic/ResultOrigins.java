package org.stockpot.magic;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.task.TaskRows;

/** What results were made with: the task's rows, and the settings. Results are told by identity. */
final class ResultOrigins {

  private record Origin(
      WeakReference<Object> result, TaskRows rows, Map<String, String> settings) {}

  private final List<Origin> origins = new ArrayList<>();

  void put(Object result, TaskRows rows, Map<String, String> settings) {
    origins.removeIf(origin -> origin.result().get() == null);
    origins.add(new Origin(new WeakReference<>(result), rows, settings));
  }

  /** Returns the rows of the task that a result was made with, if magics made it. */
  Optional<TaskRows> rows(Object result) {
    return find(result).map(Origin::rows);
  }

  /** Returns the settings of results by option: of replicates, the values of each in turn. */
  Map<String, String> settings(List<Object> results) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Object result : results) {
      find(result)
          .ifPresent(
              origin ->
                  origin
                      .settings()
                      .forEach(
                          (option, value) ->
                              settings.merge(
                                  option, value, (a, b) -> a.equals(b) ? a : a + "|" + b)));
    }
    return settings;
  }

  private Optional<Origin> find(Object result) {
    return origins.stream().filter(origin -> origin.result().get() == result).findFirst();
  }
}
