package org.stockpot.magic.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.barrier.InstabilityOptions;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Output;
import org.stockpot.magic.session.SharedOptions;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.task.Distortion;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.testing.Fuzz;

final class OptionFuzzTest {

  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(Saliency.class, name -> Saliencies.magnitude());

  private static final OptionSet IMP = set(PruneOptions.defaults());
  private static final OptionSet FORK = set(InstabilityOptions.defaults());

  private static final List<String> LINES =
      List.of(
          "--rounds 3 --fraction 0.2 --rewind 500it --for 2ep50it --seeds 1,2,3 --lr 1e-3 -q",
          "--scope layerwise --fractions fc3=0.1,fc2=20% --controls random-mask --as imp",
          "--optimizer sgd --momentum 0.9 --nesterov --schedule step --milestones 4ep,5ep",
          "--augment rotate:10,noise:0.1 --label-smoothing 0.1 --batch 60 --no-quiet",
          "--rewind=none --retrain 1ep --budget schedule --finetune-lr 1e-4 --matching 1% --exclude fc1,fc2 # a remark");

  private static final String BODY =
      "rounds = 3 # three\nfraction = 0.2\n\n--seeds = 1,2\nlr = 1e-3 // rate\n";

  private static OptionSet set(Record first) {
    List<Record> records =
        first instanceof PruneOptions
            ? List.of(first, Recipe.defaults(), SharedOptions.Reuse.defaults(), Output.defaults())
            : List.of(first, Recipe.defaults(), BarrierOptions.defaults(), Output.defaults());
    return new OptionSet(records, READERS);
  }

  @Test
  void anyLineIsReadOrRefusedByName() {
    int read = 0;
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      SplittableRandom random = Fuzz.random(i);
      String line = Fuzz.changed(LINES.get(i % LINES.size()), random);
      String body = i % 3 == 0 ? Fuzz.changed(BODY, random) : null;
      OptionSet set = i % 4 == 0 ? FORK : IMP;
      try {
        Arguments arguments =
            ArgumentParser.parse("imp", Arrays.asList(line.strip().split("\\s+")), body, set);
        Map<Class<?>, Record> records = set.read(arguments.options());
        assertEquals(records, again(records, set), line);
        read++;
      } catch (UsageException e) {
        assertFalse(String.valueOf(e.getMessage()).isBlank(), line);
      }
    }
    System.out.println("options: " + Fuzz.INPUTS + " lines, " + read + " read, all others refused");
    assertTrue(read > 0 && read < Fuzz.INPUTS);
  }

  /** Reads what is written of records: the echoed line is the same run. */
  private static Map<Class<?>, Record> again(Map<Class<?>, Record> records, OptionSet set) {
    String written = OptionSet.write(records.values(), Map.of(), Set.of());
    if (written.contains("\"")) {
      return records;
    }
    Arguments arguments = ArgumentParser.parse("imp", Arrays.asList(written.split(" ")), null, set);
    return set.read(arguments.options());
  }

  @Test
  void anySpanRewindAndDistortionIsReadAsItIsWrittenOrRefused() {
    List<String> spans = List.of("3ep", "500it", "2ep50it", "init", "999999999999ep1it");
    List<String> rewinds = List.of("init", "lr", "none", "500it");
    List<String> changes = List.of("noise:0.2", "rotate:15", "drop:1e-3");
    int read = 0;
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      SplittableRandom random = Fuzz.random(i);
      read += same(Fuzz.changed(spans.get(i % 5), random), Span::parse);
      read += same(Fuzz.changed(rewinds.get(i % 4), random), Rewind::parse);
      read += same(Fuzz.changed(changes.get(i % 3), random), Distortion::parse);
    }
    System.out.println(
        "values: " + 3 * Fuzz.INPUTS + " texts, " + read + " read, all others refused");
    assertTrue(read > 0 && read < 3 * Fuzz.INPUTS);
  }

  private static int same(String text, Function<String, ?> parse) {
    try {
      Object value = parse.apply(text);
      assertEquals(value, parse.apply(value.toString()), text);
      return 1;
    } catch (IllegalArgumentException e) {
      assertFalse(e instanceof NumberFormatException, text);
      assertFalse(String.valueOf(e.getMessage()).isBlank(), text);
      return 0;
    }
  }
}
