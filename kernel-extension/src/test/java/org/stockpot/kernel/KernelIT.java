package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.kernel.Jupyter.Answer;
import org.stockpot.magic.Stockpot;

/** The bundled kernel as front ends see it, on every JDK of this machine that it must run on. */
@ParameterizedClass
@MethodSource("javas")
final class KernelIT {

  @TempDir private static Path folder;

  private static Jupyter kernel;

  static List<Path> javas() throws IOException {
    return Machine.javas();
  }

  @BeforeParameterizedClassInvocation
  static void start(Path java) throws IOException {
    Jupyter.install();
    Map<String, String> environment =
        Map.of("JAVA_HOME", java.toString(), "STOCKPOT_JVM_OPTS", "-Xmx512m -Dtest.flag=given");
    kernel = Jupyter.start(folder, environment);
  }

  @AfterParameterizedClassInvocation
  static void stop() throws IOException {
    if (kernel != null) {
      assertTrue(kernel.ask("shutdown").get("stopped").getAsBoolean());
      kernel.close();
      kernel = null;
    }
  }

  KernelIT(Path java) {}

  private static String value(String code) {
    Answer answer = kernel.run(code);
    assertEquals("", answer.error());
    return String.join("|", answer.texts("execute_result"));
  }

  @Test
  void theLastExpressionIsShown() {
    assertEquals("3", value("1 + 2"));
    assertEquals("", value("1 + 2;"));
    assertEquals("", value("int a = 5"));
    assertEquals("", value("null"));
    assertEquals("", value(""));
    assertEquals("int[2] {1, 2}", value("new int[] {1, 2}"));
    assertEquals("%stockpot\n", value("String s = \"\"\"\n%stockpot\n\"\"\";\ns"));
    assertEquals("(1, 2)", value("new Shape(1, 2)"));
    assertEquals("given", value("System.getProperty(\"test.flag\")"));
  }

  @Test
  void magicsShowThemselvesInEveryForm() {
    for (String cell :
        List.of(
            "%stockpot",
            "int m = 1;\n  %stockpot;",
            "for (int i = 0; i < 1; i++) {\n  %stockpot\n}",
            "Runnable r = () -> {\n  %stockpot\n};\nr.run();",
            "var v = %stockpot",
            "Object o = %stockpot",
            "%stockpot?",
            "%%stockpot",
            "\n// first\n%%stockpot\n# body")) {
      Answer answer = kernel.run(cell);
      assertEquals("ok", answer.status(), cell);
      assertFalse(answer.outputs("display_data").isEmpty(), cell);
      assertTrue(answer.outputs("execute_result").isEmpty(), cell);
    }
  }

  @Test
  void magicsOfTheNotebookAreMagics() {
    kernel.run("magics().registerLineMagic(\"twice\", words -> words.get(0).repeat(2));");
    assertEquals("abab", value("String twice = %twice ab\ntwice"));
    assertEquals("no magic %twise, did you mean %twice?", kernel.run("%twise").error());
  }

  @Test
  void magicsInLoopsSeeItsVariables() {
    kernel.run("magics().registerLineMagic(\"words\", words -> List.copyOf(words));");
    assertEquals(
        "[[a, 0.5], [b } c, 1.5]]",
        value(
            """
            var all = new ArrayList<Object>();
            for (String s : List.of("a", "b } c")) {
              double half = all.size() + 0.5;
              Object o = %words ${s} ${half}
              all.add(o);
            }
            all"""));
    assertEquals("UsageError", kernel.run("%stockpot help ${nothing}").errorName());
    assertEquals(
        "", value("for (String s : List.of(\"imp\")) Stockpot.run(\"stockpot\", \"help\", s);"));
  }

  @Test
  void displaysCanBeReplaced() {
    Answer answer =
        kernel.run(
            "String id = display(\"one\");\nupdateDisplay(id, \"two\");\nSystem.out.print(3)");
    assertEquals(List.of("one"), answer.texts("display_data"));
    assertEquals(List.of("two"), answer.texts("update_display_data"));
    assertEquals("", value("display(3)"));
    JsonObject shown = answer.outputs("display_data").get(0).getAsJsonObject("transient");
    JsonObject update = answer.outputs("update_display_data").get(0).getAsJsonObject("transient");
    assertEquals(shown.get("display_id"), update.get("display_id"));
  }

  @Test
  void valuesAreShownInTheFormsAskedFor() {
    Answer answer =
        kernel.run(
            "String bold = display(\"<b>x</b>\", \"text/html\");\n"
                + "updateDisplay(bold, \"<i>y</i>\", \"text/html\");");
    assertEquals("<b>x</b>", form(answer, "display_data", "text/html"));
    assertEquals("<i>y</i>", form(answer, "update_display_data", "text/html"));
    Answer table =
        kernel.run("display(Table.create(IntColumn.create(\"n\", 1, 2)), \"text/html\");");
    assertTrue(form(table, "display_data", "text/html").contains("<table"));
    assertEquals("[text/html, text/plain]", forms(table));
  }

  private static String form(Answer answer, String type, String form) {
    return answer.outputs(type).get(0).getAsJsonObject("data").get(form).getAsString();
  }

  private static String forms(Answer answer) {
    return answer.outputs("display_data").get(0).getAsJsonObject("data").keySet().stream()
        .sorted()
        .toList()
        .toString();
  }

  @Test
  void codeIsEvaluatedAndTimed() {
    assertEquals("6", value("int e = 2;\neval(\"e * 3\")"));
    Answer line = kernel.run("%time Math.max(\"a b\".length(), 2)");
    assertEquals("3", line.texts("display_data").get(0));
    assertTrue(
        line.texts("display_data").get(1).matches("CPU time: .* s [^\n]*\nWall time: .* s"),
        line.texts("display_data").toString());
    Answer cell = kernel.run("%%time\nint timed = 5;\n%stockpot -q\ntimed + 1");
    assertEquals("6", cell.texts("display_data").get(0));
    assertEquals("5", value("timed"));
    Answer failed = kernel.run("%%time\nint t = 1;\nint u = t / 0;");
    assertTrue(
        failed.error().matches("(?s)ArithmeticException: / by zero\n +at cell \\d+, line 3.*"),
        failed.error());
  }

  @Test
  void cellsAndTheirValuesAreRemembered() {
    assertEquals("42", value("40 + 2"));
    assertEquals("42", value("Out.values().stream().reduce((a, b) -> b).get()"));
    assertEquals("true", value("In.values().contains(\"40 + 2\")"));
  }

  @Test
  void librariesAreAddedWhileItRuns() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/library"));
    Path source =
        Files.writeString(
            classes.resolve("Word.java"),
            "package library;"
                + "public final class Word { public static String say() { return \"said\"; } }");
    ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(System.out, System.err, "--release", "17", source.toString());
    assertEquals(
        "[" + folder.resolve("classes") + "]",
        value("List<String> added = %classpath " + folder.resolve("classes") + "\nadded"));
    assertEquals("said", value("library.Word.say()"));
    Path jar = folder.resolve("word 2.jar");
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(
            System.out,
            System.err,
            "cf",
            jar.toString(),
            "-C",
            folder.resolve("classes").toString(),
            ".");
    assertEquals("", value("%jars \"" + jar.getParent() + "/word*.jar\""));
    assertEquals(
        "path must name a jar that is there, got nothing.jar",
        kernel.run("%jars nothing.jar").error());
    assertEquals(
        "library must look like group:name:version, got guava", kernel.run("%maven guava").error());
    assertTrue(kernel.run("%maven?").printed().startsWith("%maven GROUP:NAME:VERSION"));
  }

  @Test
  void javaInFilesIsRun() throws IOException {
    Files.writeString(folder.resolve("words.jshell"), "int loaded = 1;\n%stockpot -q\nloaded++;");
    assertEquals("2", value("%load words.jshell\nloaded"));
    Files.writeString(folder.resolve("wrong.jsh"), "int fine = 1;\nint bad = missing;");
    assertTrue(kernel.run("%load wrong.jsh").error().contains("line 2: cannot find symbol"));
  }

  @Test
  void printsStayInOrderAroundDisplays() {
    Answer answer = kernel.run("System.out.print(1); display(2); System.err.print(3);");
    List<String> types =
        answer.content().getAsJsonArray("outputs").asList().stream()
            .map(output -> output.getAsJsonObject().get("type").getAsString())
            .toList();
    assertEquals(List.of("execute_input", "stream", "display_data", "stream"), types);
  }

  @Test
  void twentyThousandLinesArriveWhole() {
    String expected =
        IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    Answer answer =
        kernel.run("for (int i = 0; i < 20_000; i++) System.out.println(\"line \" + i);");
    assertEquals(expected, answer.printed());
    assertTrue(answer.outputs("stream").size() < 100);
  }

  @Test
  void errorsSayWhere() {
    Answer compile = kernel.run("int b = 1;\nint c = b + bb;");
    assertEquals("CompileError", compile.errorName());
    assertTrue(compile.error().contains("line 2: cannot find symbol\n    int c = b + bb;"));
    Answer runtime = kernel.run("int zero = 0;\n\nint d = 1 / zero;");
    assertEquals("ArithmeticException", runtime.errorName());
    assertTrue(
        runtime.error().matches("ArithmeticException: / by zero\n +at cell \\d+, line 3: .*"));
  }

  @Test
  void errorsOfTheMachineAreSurvived() {
    assertEquals(
        "NoClassDefFoundError", kernel.run("throw new NoClassDefFoundError();").errorName());
    assertEquals("OutOfMemoryError", kernel.run("new long[200_000_000]").errorName());
    Answer overflow = kernel.run("int deep(int n) { return deep(n) + 1; }\ndeep(0)");
    assertEquals("StackOverflowError", overflow.errorName());
    assertTrue(
        value("class Bad { public String toString() { throw new NoSuchFieldError(); } }\nnew Bad()")
            .contains("cannot be shown: java.lang.NoSuchFieldError"));
    assertEquals("2", value("1 + 1"));
  }

  @Test
  void aFailedCellStopsTheCellsBehindIt() {
    String first = kernel.send("throw new RuntimeException();");
    String second = kernel.send("int never = 1;");
    assertEquals("error", kernel.collect(first).status());
    assertEquals("aborted", kernel.collect(second).status());
    assertEquals("CompileError", kernel.run("never").errorName());
  }

  private static Answer interrupted(String code) {
    String cell = kernel.send(code);
    kernel.awaitText(cell, "begun");
    kernel.interrupt();
    Answer answer = kernel.collect(cell);
    assertEquals("Interrupted", answer.errorName());
    assertEquals("2", value("1 + 1"));
    return answer;
  }

  @Test
  void interruptsEndSleepsAndLoops() {
    interrupted("{ System.out.println(\"begun\"); Thread.sleep(1_000_000); }");
    interrupted("{ System.out.println(\"begun\"); while (true) { } }");
  }

  @Test
  void anInterruptedMagicShowsWhatItHas() {
    kernel.run(
        """
        magics().registerLineMagic("spin", words -> {
          System.out.println("begun");
          while (!Thread.currentThread().isInterrupted()) { Thread.onSpinWait(); }
          return display("partial result");
        });
        """);
    assertEquals(List.of("partial result"), interrupted("%spin").texts("display_data"));
  }

  @Test
  void cellsCanAsk() {
    String cell = kernel.send("new Scanner(System.in).nextLine()");
    assertEquals(List.of("größer"), kernel.collect(cell, "größer").texts("execute_result"));
    String letters = kernel.send("System.in.read() + \" \" + System.in.read()");
    assertEquals(List.of("195 182"), kernel.collect(letters, "ö").texts("execute_result"));
    String alone =
        kernel
            .ask("send", "code", "new Scanner(System.in).nextLine()", "allow_stdin", false)
            .get("id")
            .getAsString();
    assertTrue(kernel.collect(alone).error().contains("System.in needs someone to ask"));
  }

  private static String matches(String code) {
    return kernel.ask("complete", "code", code, "at", code.length()).get("matches").toString();
  }

  @Test
  void codeIsCompletedAndExplained() {
    assertTrue(matches("int many = 3;\nman").contains("\"many\""));
    assertTrue(matches("%stock").contains("\"%stockpot\""));
    JsonObject help = kernel.ask("inspect", "code", "Math.max(1, 2)", "at", 6);
    assertTrue(help.get("data").toString().contains("int Math.max(int a, int b)"));
    JsonObject open = kernel.ask("is_complete", "code", "for (;;) {");
    assertEquals("incomplete", open.get("status").getAsString());
    assertEquals("    ", open.get("indent").getAsString());
    JsonObject whole = kernel.ask("is_complete", "code", "var x = %stockpot");
    assertEquals("complete", whole.get("status").getAsString());
  }

  @Test
  void everyMagicExplainsItself() {
    for (String name : new Stockpot(new SilentNotebook()).names()) {
      JsonObject help = kernel.ask("inspect", "code", "%" + name, "at", 2);
      assertTrue(help.get("data").toString().contains("for example:"), name);
      assertTrue(matches("%" + name.substring(0, 3)).contains("\"%" + name + "\""), name);
      assertTrue(matches("%" + name + " --he").contains("\"--help\""), name);
      assertTrue(kernel.run("%" + name + "?").outputs("display_data").size() > 1, name);
    }
  }

  @Test
  void optionsTasksAndPointsAreCompletedAndExplained() {
    kernel.run("%task digits mlp:8 -q\n%train --for 1ep --as base -q");
    assertEquals("[\"digits\"]", matches("%task dig"));
    assertEquals("[\"--rewind\"]", matches("var r = %imp --rew"));
    assertEquals("[\"uniform\"]", matches("%soup uni"));
    assertEquals("[\"base\",\"base.init\"]", matches("%finetune ba"));
    assertEquals("[\"rewind\"]", matches("%%imp\nrew"));
    JsonObject option = kernel.ask("inspect", "code", "%imp --rewind 5it", "at", 8);
    assertTrue(option.get("data").toString().contains("--rewind (default init)"));
    JsonObject point = kernel.ask("inspect", "code", "%save base.init x.npz", "at", 8);
    assertTrue(point.get("data").toString().contains("base.init: point of 4 slots"));
  }

  @Test
  void quietMagicsShowNothing() {
    Answer answer = kernel.run("%task digits mlp:8 -q\n%imp --rounds 1 --for 1ep -q\n%stockpot -q");
    assertEquals("ok", answer.status(), answer.error());
    assertEquals(1, answer.content().getAsJsonArray("outputs").size());
  }

  @Test
  void wordsAreQuoted() throws IOException {
    Files.writeString(
        folder.resolve("my data.csv"), "x,the class\n" + "1,a\n2,b\n3,a\n4,b\n".repeat(10));
    kernel.run("String file = \"my data\";");
    for (String words :
        List.of("'my data.csv' --label='the class'", "\"${file}.csv\" --label \"the class\"")) {
      Answer answer = kernel.run("%task " + words + " mlp:4; // quoted");
      assertEquals("", answer.error(), words);
    }
  }

  @Test
  void theLastFrameOfProgressIsARecord() {
    kernel.run("%task digits mlp:8 -q");
    List<String> frames = frames(kernel.run("%train --for 1ep"), "update_display_data");
    assertTrue(frames.get(frames.size() - 1).startsWith("✓ train: done in"), frames.toString());
    Answer answer = kernel.run("%stockpot --progress lines -q\n%train --for 1ep");
    assertEquals(List.of(), frames(answer, "update_display_data"));
    List<String> lines = frames(answer, "display_data");
    assertTrue(lines.get(lines.size() - 1).startsWith("✓ train: done in"), lines.toString());
    kernel.run("%stockpot --progress bar -q");
  }

  private static List<String> frames(Answer answer, String type) {
    return answer.texts(type).stream().filter(text -> text.matches("\\W*train: .*")).toList();
  }

  @Test
  void interruptedReplicatesKeepTheirFinishedRoundsAndLeaveNothingRunning() {
    kernel.run("%task digits lenet-300-100 -q");
    String cell = kernel.send("%imp --rounds 20 --for 20ep --seeds 1,2,3 --as stopped");
    kernel.awaitText(cell, "round 2 of 20");
    kernel.interrupt();
    Answer answer = kernel.collect(cell);
    assertEquals("Interrupted", answer.errorName());
    List<String> last = answer.texts("update_display_data");
    assertTrue(last.toString().contains("■ imp: interrupted after"), last.toString());
    assertTrue(
        answer.texts("display_data").toString().contains("Iterative pruning: "),
        answer.texts("display_data").toString());
    assertEquals(
        "true", value("stopped.replicates().stream().anyMatch(l -> l.rounds().size() >= 2)"));
    assertEquals("", kernel.run("%barrier stopped --samples 3").error());
    Answer later = kernel.run("Thread.sleep(300)");
    assertEquals(1, later.content().getAsJsonArray("outputs").size(), "nothing runs on");
    assertEquals("", kernel.run("%imp --rounds 1 --for 1ep --seeds 1,2,3").error());
  }

  @Test
  void theKernelIntroducesItself() {
    JsonObject info = kernel.ask("kernel_info");
    JsonObject language = info.getAsJsonObject("language_info");
    assertEquals("java", language.get("name").getAsString());
    assertEquals(".java", language.get("file_extension").getAsString());
    assertTrue(info.get("banner").getAsString().startsWith("Stockpot"));
    assertTrue(kernel.ask("history").getAsJsonArray("history").isEmpty());
  }
}
