package org.stockpot.magic.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.barrier.BarrierOptions;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Output;
import org.stockpot.prune.Control;
import org.stockpot.prune.PruneOptions;
import org.stockpot.prune.Rewind;
import org.stockpot.prune.Saliencies;
import org.stockpot.prune.Saliency;
import org.stockpot.prune.Scope;
import org.stockpot.soup.SoupOptions;
import org.stockpot.task.Optimizer;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.Statistics;

final class OptionSetTest {

  private static final OptionSet SET =
      new OptionSet(
          List.of(PruneOptions.defaults(), Recipe.defaults(), Output.defaults()),
          Map.of(Saliency.class, name -> Saliencies.magnitude()));

  private static Map<Class<?>, Record> read(String... args) {
    return SET.read(ArgumentParser.parse("imp", List.of(args), null, SET).options());
  }

  private static PruneOptions prune(String... args) {
    return (PruneOptions) read(args).get(PruneOptions.class);
  }

  private static Recipe recipe(String... args) {
    return (Recipe) read(args).get(Recipe.class);
  }

  @Test
  void nothingTypedIsTheDefaults() {
    assertEquals(Recipe.defaults(), recipe());
    assertEquals(PruneOptions.defaults().rounds(), prune().rounds());
  }

  @Test
  void noneIsAnEmptyList() {
    assertEquals(2, recipe("--augment", "noise:0.1,drop:0.1").augment().size());
    assertEquals(List.of(), recipe("--augment", "none").augment());
  }

  @Test
  void noneIsAConstantWhereThereIsOne() {
    OptionSet barrier = new OptionSet(List.of(BarrierOptions.defaults()), Map.of());
    List<String> words = List.of("--recalibrate", "none");
    Record read =
        barrier
            .read(ArgumentParser.parse("barrier", words, null, barrier).options())
            .get(BarrierOptions.class);
    assertEquals(List.of(Statistics.NONE), ((BarrierOptions) read).recalibrate());
  }

  private static String read(Record defaults, String... words) {
    OptionSet set = new OptionSet(List.of(defaults), Map.of());
    return ArgumentParser.parse("barrier", List.of(words), null, set).options() + "";
  }

  /** A paper's words are those of our option, whose name echoes have. */
  @Test
  void synonymsAreReadAsTheOptionItself() {
    Record lines = BarrierOptions.defaults();
    assertEquals(
        "{recalibrate=carry,re-estimate,repair}", read(lines, "--repair", "none,reset,repair"));
    assertEquals("{recalibrate=none,repair}", read(lines, "--recalibrate=none", "--repair=repair"));
    Record soups = SoupOptions.defaults();
    assertEquals(
        "{recalibrate=carry|repair-outputs}", read(soups, "--repair", "none|repair-outputs"));
    assertEquals(
        "repair must be none, reset, repair or repair-outputs, got carry",
        assertThrows(UsageException.class, () -> read(soups, "--repair", "carry")).getMessage());
    assertEquals(
        "%barrier: --recalibrate was given twice",
        assertThrows(
                UsageException.class,
                () -> read(soups, "--repair", "reset", "--recalibrate", "none"))
            .getMessage());
    assertTrue(
        assertThrows(UsageException.class, () -> read(Recipe.defaults(), "--repair", "reset"))
            .getMessage()
            .startsWith("%barrier: unknown option --repair"));
  }

  @Test
  void everyTypeIsRead() {
    PruneOptions options =
        prune(
            "--rounds",
            "3",
            "--fraction=20%",
            "--rewind",
            "500it",
            "--scope",
            "layerwise",
            "--fractions",
            "fc3=0.1,fc2=10%",
            "--controls",
            "random-mask,random-init",
            "--seeds",
            "1,2",
            "--seeds",
            "3");
    assertEquals(3, options.rounds());
    assertEquals(0.2, options.fraction());
    assertEquals(Rewind.parse("500it"), options.rewind());
    assertEquals(Scope.LAYERWISE, options.scope());
    assertEquals(Map.of("fc3", 0.1, "fc2", 0.1), options.fractions());
    assertEquals(List.of(Control.RANDOM_MASK, Control.RANDOM_INIT), options.controls());
    assertEquals(List.of(1L, 2L, 3L), options.seeds());
  }

  @Test
  void nestedRecordsContributeTheirOptions() {
    Recipe recipe =
        recipe("--optimizer", "sgd", "--lr", "0.1", "--nesterov", "--for", "2ep", "--batch", "32");
    assertEquals(new Optimizer(Optimizer.Kind.SGD, 0.1, 0.9, true, 0), recipe.optimizer());
    assertEquals(Span.epochs(2), recipe.length());
    assertFalse(recipe("--no-nesterov").optimizer().nesterov());
  }

  @Test
  void cellBodiesGiveTheSameOptions() {
    String body = "# a comment\nrounds = 4\n\nfor = 2ep   // another\n--lr = 3e-4";
    Arguments arguments = ArgumentParser.parse("imp", List.of("-q"), body, SET);
    Map<Class<?>, Record> records = SET.read(arguments.options());
    assertEquals(4, ((PruneOptions) records.get(PruneOptions.class)).rounds());
    assertEquals(3e-4, ((Recipe) records.get(Recipe.class)).optimizer().lr());
    assertTrue(((Output) records.get(Output.class)).quiet());
  }

  @Test
  void whatIsWrittenReadsBack() {
    Map<Class<?>, Record> records =
        read("--rounds", "3", "--rewind", "lr", "--seeds", "4,5", "--lr", "1.2e-3", "--as", "x");
    String line = OptionSet.write(records.values(), Map.of("saliency", "magnitude"), Set.of());
    Map<Class<?>, Record> again = read(line.split(" "));
    assertEquals(records.get(Recipe.class), again.get(Recipe.class));
    assertEquals(
        OptionSet.write(records.values(), Map.of("saliency", "magnitude"), Set.of()),
        OptionSet.write(again.values(), Map.of("saliency", "magnitude"), Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--round 3|%imp: unknown option --round, did you mean --rounds? (see %imp --help)",
        "--rouns 3|%imp: unknown option --rouns, did you mean --rounds? (see %imp --help)",
        "--zzz 3|%imp: unknown option --zzz (see %imp --help)",
        "--rounds x|rounds must be a whole number, got x",
        "--rounds 2.5|rounds must be a whole number, got 2.5",
        "--rounds 0|rounds must be at least 1, got 0",
        "--rounds 99999999999|rounds must be a whole number, got 99999999999",
        "--fraction 1.5|fraction must lie in (0, 1), got 1.5",
        "--fraction NaN|fraction must lie in (0, 1), got NaN",
        "--scope all|scope must be global, layerwise, row, erdos-renyi, erdos-renyi-kernel or uniform-plus, got all",
        "--for 3|for must look like 3ep, 500it or 2ep50it, got 3",
        "--rewind soon|rewind must be init, a span such as 500it, weights, lr or none, got soon",
        "--fractions fc3|fractions must look like name=value, got fc3",
        "--nesterov=maybe|nesterov must be true or false, got maybe",
        "--as 3x|as must be a Java name, got 3x",
        "--lr 1 --lr 2|%imp: --lr was given twice",
        "--seeds 1,1|seeds must be all different, got 1 twice",
        "--rounds --fraction 0.2|%imp: --rounds must have a value: pruning rounds after the dense"
            + " run, at least 1"
      })
  void mistakesGetOneClearLine(String line, String message) {
    UsageException e = assertThrows(UsageException.class, () -> read(line.split(" ")));
    assertEquals(message, e.getMessage());
  }

  @Test
  void bodiesWithoutEqualsSignsAreRefused() {
    UsageException e =
        assertThrows(
            UsageException.class, () -> ArgumentParser.parse("imp", List.of(), "rounds 3", SET));
    assertEquals(
        "%%imp: a line of the body must look like option = value, got rounds 3", e.getMessage());
  }

  @Test
  void valuesWithBlanksAreQuoted() {
    assertEquals("\"a b\"", Arguments.quote("a b"));
    assertEquals("\"a\\ \\\"b\"", Arguments.quote("a\\ \"b"));
    assertEquals("\"\"", Arguments.quote(""));
    assertEquals("a=b,c", Arguments.quote("a=b,c"));
  }

  @Test
  void everyOptionIsExplained() {
    for (Option option : SET.all()) {
      assertFalse(option.help().isBlank(), option.name());
    }
  }
}
