package org.stockpot.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.display.Display;

/**
 * Collects what magics say to mistakes, and holds every message against the rules of a good one.
 */
final class MessagesTest {

  /** Values that hardly any option takes. Some do: that is no mistake, and runs. */
  private static final List<String> VALUES =
      List.of("", "x", "-1", "NaN", "1e999", "1,,x", "a=b", "é🙂", "-3%", "1..x");

  /** Calls that end soon, by magic; each option is added to one. */
  private static final Map<String, String> CALLS = calls();

  /** What no message may have in it, and why. */
  private static final Map<String, Pattern> RULES = rules();

  private static final int LONGEST = 400;

  private final ShellNotebook notebook = new ShellNotebook();
  private Stockpot stockpot = new Stockpot(notebook);
  private final List<String> faults = new ArrayList<>();
  private int messages;

  private static Map<String, String> calls() {
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("stockpot", "");
    calls.put("task", "digits mlp:4");
    calls.put("train", "--for 1it");
    calls.put("imp", "--rounds 1 --for 2it");
    calls.put("shrink", "a --pass-examples 2");
    calls.put("barrier", "a b --samples 3");
    calls.put("instability", "--at init --for 2it --samples 3");
    calls.put("robustness", "p --multiples 0 --samples 3");
    calls.put("mli", "a --samples 3");
    calls.put("plane", "a b c --grid 3");
    calls.put("similarity", "a b --examples 20");
    calls.put("align", "a --to b");
    calls.put("curvature", "a --examples 20 --top 2 --probes 6 --densities 0");
    calls.put("taxonomy", "--widths 4 --plan");
    calls.put("law", "error-density imp");
    calls.put("phase", "--plan --examples 20 --budget 2");
    calls.put("lca", "a");
    calls.put("coherence", "a");
    calls.put("tangents", "a");
    calls.put("clouds", "--walks 1 --steps 2 --examples 20 --every 2");
    calls.put("finetune", "a --for 1it");
    calls.put("soup", "uniform a b");
    calls.put("save", "a target/messages/a.safetensors");
    calls.put("load", "nowhere.safetensors");
    calls.put("runs", "");
    calls.put("export", "p target/messages/p.md");
    return calls;
  }

  private static Map<String, Pattern> rules() {
    Map<String, Pattern> rules = new LinkedHashMap<>();
    rules.put("one line", Pattern.compile("\\R"));
    rules.put("no Java package", Pattern.compile("\\b(org|java|javax|ai|jdk|tech)\\.[a-z]+\\."));
    rules.put("no exception", Pattern.compile("Exception|\\bat [\\w.$]+\\("));
    rules.put("no code", Pattern.compile("Base64|\\$\\$|got \\[\\]|@[0-9a-f]{5}"));
    rules.put("names what it got", Pattern.compile("got\\s*$|got null\\b|\\bnull$"));
    rules.put("one subject", Pattern.compile("^[\\w-]+ an? [\\w-]+ must|must must"));
    return rules;
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  /** Has no Java, and shows nothing: thousands of magics take no compiler's time. */
  private static final class NoJava implements Notebook {

    @Override
    public void show(Display display) {}

    @Override
    public void show(String id, Display display) {}

    @Override
    public void update(String id, Display display) {}

    @Override
    public Object evaluate(String code) {
      if (code.contains("give(")) {
        throw new IllegalStateException("there are no variables");
      }
      return null;
    }

    @Override
    public String kernel() {
      return "no Java";
    }
  }

  @Test
  void everyMistakeIsAnsweredByOneGoodLine() {
    stockpot = new Stockpot(new NoJava());
    make("stockpot --store none --charts none");
    make("task digits mlp:4");
    make("train --for 1it --seed 1 --as a");
    make("train --for 1it --seed 2 --as b");
    make("train --for 1it --seed 3 --as c");
    make("imp --rounds 1 --for 2it --as p");
    CALLS.forEach(this::tryOptions);
    CALLS.keySet().forEach(this::tryWords);
    System.out.println("messages: " + messages + " collected, " + faults.size() + " weak");
    assertEquals(List.of(), faults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task digits mlp:8 --threads 100000|threads must lie in 1 to 1024, got 100000",
        "train --lr ${}|${} must be Java that has a value outside of methods and loops;",
        "imp --copy-weight-decays -1|copy-weight-decays must come with --copies 2 or more, got -1.0",
        "imp --copies 2 --copy-weight-decays -1|copy-weight-decays must be at least 0, got [-1.0]",
        "imp --saliency size|saliency must be magnitude, random, snip, grasp, grasp-abs, synflow,"
            + " fisher, obd, wanda, sparsegpt, movement or a Java variable of type Saliency, got size",
        "imp --saliency taylor|taylor scores whole units: for single weights it is the square of"
            + " snip, type snip",
        "train --for 1it --warmup x|warmup must look like 3ep, 500it or 2ep50it, got x",
        "train --for 1ep --lr 1e30|loss became NaN at step 1, try a lower lr (now at 1.0E30)",
        "barrier t a|t must have points, got a task (named so far: a)",
        "robustness b|no pruning run named b, type first: %imp --as NAME",
      })
  void whatWasWeakIsSaidWell(String line, String message) {
    make("task digits mlp:4 --as t -q");
    make("train --for 1it --as a -q");
    String got = assertThrows(UsageException.class, () -> make(line)).getMessage();
    assertTrue(got.startsWith(message), got);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|a saliency must give 310 scores, got none",
        "new float[3]|a saliency must give 310 scores, got 3",
        "new float[seed > 0 ? -1 : 1]|NegativeArraySizeException: -1",
        "solution.toArray().length / 0 > 1 ? null : null|ArithmeticException: / by zero",
      })
  void whatFailsInTheUsersCodeIsNamed(String java, String message) throws Exception {
    make("task digits mlp:4 -q");
    notebook.evaluate("Saliency mine = (solution, seed) -> " + java + ";");
    make("imp --rounds 1 --for 2it --saliency mine");
    assertTrue(notebook.text().contains("1 training finished, " + message), notebook.text());
  }

  private void tryOptions(String magic, String call) {
    for (String name : options(magic)) {
      if (Set.of("--as", "--store", "--help").contains(name)) {
        continue;
      }
      attempt(magic + " " + call + " " + name);
      attempt(magic + " " + call + " " + name + "x 1");
      VALUES.forEach(
          value -> attempt(magic + " " + without(call, name) + " " + name + "=" + value));
    }
  }

  private List<String> options(String magic) {
    String line = "%" + magic + " --";
    return stockpot.complete(line, line.length()).orElseThrow().candidates();
  }

  /** Takes an option out of a call, to give it another value. */
  private static String without(String call, String option) {
    return call.replaceFirst(option + " \\S+", "").strip();
  }

  private void tryWords(String magic) {
    attempt(magic + " --as 3");
    for (String value : VALUES) {
      attempt(magic + " " + value);
      attempt(magic + " a " + value);
      attempt(magic + " " + value + " a b c d");
      attempt(magic, List.of("a"), value);
      attempt(magic, List.of("a"), value + " = " + value);
    }
  }

  private void make(String line) {
    List<String> words = List.of(line.split(" ", -1));
    stockpot.run(words.get(0), words.subList(1, words.size()), null);
  }

  private void attempt(String line) {
    List<String> words = Arrays.stream(line.split(" ", -1)).toList();
    attempt(words.get(0), words.subList(1, words.size()), null);
  }

  private void attempt(String magic, List<String> words, String body) {
    try {
      stockpot.run(magic, words, body);
    } catch (UsageException mistake) {
      check("%" + magic + " " + String.join(" ", words), mistake.getMessage());
    } catch (RuntimeException | Error failure) {
      faults.add("%" + magic + " " + String.join(" ", words) + " threw " + failure);
    }
  }

  private void check(String line, String message) {
    messages++;
    if (message.isBlank() || message.length() > LONGEST) {
      faults.add("length " + message.length() + ": " + line + " → " + message);
    }
    String own = message.replace(line, "");
    RULES.forEach(
        (rule, sign) -> {
          if (sign.matcher(own).find() && !sign.matcher(line).find()) {
            faults.add(rule + ": " + line + " → " + message);
          }
        });
  }
}
