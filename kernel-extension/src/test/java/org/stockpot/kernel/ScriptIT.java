package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.kernel.Machine.Ended;

/** The script, as a newcomer uses it. */
final class ScriptIT {

  @TempDir private Path folder;

  private void notebook(String... cells) throws IOException {
    Machine.write(folder.resolve("note book.ipynb"), cells);
  }

  private Ended run(String... arguments) {
    return Machine.stockpot(folder, Map.of(), arguments);
  }

  @Test
  void notebooksAreExecutedIntoAFolder() throws IOException {
    Machine.python();
    Files.writeString(folder.resolve("data.txt"), "from the notebook's folder");
    notebook("Files.readString(Path.of(\"data.txt\"))", "%stockpot");
    Ended end = run("run", "note book.ipynb", "-o", "out", "--timeout", "100");
    assertEquals(0, end.code(), end.text());
    assertTrue(end.text().contains("[2/2] %stockpot"), end.text());
    assertTrue(
        Files.readString(folder.resolve("out/note book.ipynb"))
            .contains("from the notebook's folder"));
    String page = Files.readString(folder.resolve("out/note book.html"));
    assertTrue(page.contains("from the notebook&#39;s folder"));
    assertFalse(page.matches("(?s).*<(script|link)[^>]* (src|href)=\"http.*"));
  }

  @Test
  void theLocaleDoesNotMatter() throws IOException {
    Machine.python();
    notebook("// größe 中 😀\n\"größe 中 😀\"", "%task digits mlp:4", "0.5");
    Map<String, String> plain = Map.of("LC_ALL", "C", "LANG", "C");
    Ended end = Machine.stockpot(folder, plain, "run", "note book.ipynb", "-o", "out");
    assertEquals(0, end.code(), end.text());
    String page = Files.readString(folder.resolve("out/note book.html"));
    assertTrue(page.contains("<pre>größe 中 😀</pre>"));
  }

  @Test
  void aFailedCellFailsTheRunAndLeavesTheRest() throws IOException {
    Machine.python();
    notebook("\"first\"", "int a = missing;", "\"never\"");
    Ended end = run("run", "note book.ipynb", "-o", "out");
    assertEquals(1, end.code(), end.text());
    assertTrue(end.text().contains("cannot find symbol"), end.text());
    String written = Files.readString(folder.resolve("out/note book.ipynb"));
    assertTrue(written.matches("(?s).*\"text/plain\": \\[\\s*\"first\".*"), written);
    assertTrue(Files.exists(folder.resolve("out/note book.html")));
  }

  @Test
  void aCellThatTakesTooLongEndsTheRunInOneLine() throws IOException {
    Machine.python();
    Path pid = folder.resolve("pid");
    notebook(
        "Files.writeString(Path.of(\"pid\"), \"\" + ProcessHandle.current().pid()); \"first\"",
        "System.out.println(\"begun\"); Thread.sleep(1_000_000);",
        "\"never\"");
    Ended end = run("run", "note book.ipynb", "-o", "out", "--timeout", "20");
    assertEquals(124, end.code(), end.text());
    assertTrue(
        end.text()
            .contains(
                "stockpot: cell 2 of 3 was stopped after 20 s (--timeout), those after it did not"
                    + " run\n"),
        end.text());
    assertFalse(end.text().contains("-----"), end.text());
    String written = Files.readString(folder.resolve("out/note book.ipynb"));
    assertTrue(written.contains("begun") && written.contains("cell 2 of 3 was stopped"), written);
    assertTrue(Files.exists(folder.resolve("out/note book.html")));
    long kernel = Long.parseLong(Files.readString(pid));
    assertFalse(
        ProcessHandle.of(kernel).map(ProcessHandle::isAlive).orElse(false), "a stray kernel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "cook # unknown command cook, known: install uninstall run notebook jshell doctor clean help",
        "run # run must be given a notebook, see stockpot help",
        "run no.ipynb # notebook must be a file, got no.ipynb",
        "run no.ipynb --fast # unknown option --fast, see stockpot help",
        "run -o # -o must be followed by a value",
        "notebook no.ipynb # notebook must be a file, got no.ipynb",
        "install --name a/b # name must be made of letters, digits, . _ -, got a/b",
        "install --colour # unknown option --colour, see stockpot help",
        "doctor all # doctor takes nothing, got all",
        "clean --all # clean takes --force only, got --all",
        "uninstall --prefix . # kernel must be installed, got none in ./share/jupyter/kernels/stockpot",
      })
  void mistakesAreOneLine(String arguments, String line) {
    Ended end = run(arguments.split(" ", -1));
    assertEquals("stockpot: " + line + "\n", end.text());
    assertEquals(2, end.code());
  }

  @Test
  void kernelsAreInstalledAndRemoved() throws IOException {
    String prefix = folder.toString();
    Path kernel = folder.resolve("share/jupyter/kernels/pot");
    Ended end =
        run(
            "install",
            "--bundled",
            "--prefix",
            prefix,
            "--name",
            "pot",
            "--display-name",
            "My \"P\"");
    assertEquals(0, end.code(), end.text());
    JsonObject spec = read(kernel);
    assertEquals("My \"P\"", spec.get("display_name").getAsString());
    assertEquals("message", spec.get("interrupt_mode").getAsString());
    assertEquals(0, run("uninstall", "--prefix", prefix, "--name", "pot").code());
    assertFalse(Files.exists(kernel));
  }

  private Ended install(Map<String, String> places, String... options) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.toString());
    environment.put("XDG_DATA_HOME", "");
    environment.put("JUPYTER_DATA_DIR", "");
    environment.put("JUPYTER_PATH", "");
    environment.putAll(places);
    return Machine.stockpot(
        folder,
        environment,
        Stream.concat(Stream.of("install"), Stream.of(options)).toArray(String[]::new));
  }

  private void assertInstalled(String place, Ended end) {
    Path kernel = folder.resolve(place).resolve("kernels/stockpot");
    assertEquals(0, end.code(), end.text());
    assertTrue(Files.exists(kernel.resolve("kernel.json")), end.text());
  }

  @Test
  void kernelsGoWhereJupyterLooks() {
    String own =
        System.getProperty("os.name").startsWith("Mac")
            ? "Library/Jupyter"
            : ".local/share/jupyter";
    String data = folder.resolve("data").toString();
    assertInstalled(own, install(Map.of(), "--user", "--untried"));
    assertInstalled(own, install(Map.of(), "--bundled", "--untried"));
    assertInstalled("data", install(Map.of("JUPYTER_DATA_DIR", data), "--untried"));
  }

  @Test
  void aPythonsOwnFolderIsAPlaceToo() {
    String python = folder.resolve("venv/bin/python").toString();
    Ended venv =
        Machine.run(
            folder,
            Map.of(),
            List.of(
                Machine.python(), "-m", "venv", "--without-pip", "--system-site-packages", "venv"));
    assertEquals(0, venv.code(), venv.text());
    assertInstalled(
        "venv/share/jupyter",
        install(Map.of("STOCKPOT_PYTHON", python), "--sys-prefix", "--untried"));
  }

  private Path original(String name, String jar) throws IOException {
    Path kernel = home().resolve(name);
    Files.createDirectories(kernel);
    Path file = Files.createFile(kernel.resolve(jar));
    Files.writeString(
        kernel.resolve("kernel.json"),
        "{\"argv\":[\"java\",\"-Xmx1g\",\"-jar\",\"" + file + "\",\"{connection_file}\"]}");
    return file;
  }

  private Path home() {
    return folder.resolve(".local/share/jupyter/kernels");
  }

  @Test
  void otherKernelsAreLeftAlone() throws IOException {
    original("stockpot", "other.jar");
    assertEquals(
        "stockpot: kernel stockpot exists and is not Stockpot's, choose another --name\n",
        install(Map.of(), "--bundled").text());
    Ended end = Machine.stockpot(folder, Map.of("HOME", folder.toString()), "uninstall");
    assertTrue(end.text().startsWith("stockpot: kernel must be Stockpot's"), end.text());
    assertTrue(Files.exists(home().resolve("stockpot/kernel.json")));
  }

  @Test
  void aCopyNeedsNothingOfTheOriginal() throws IOException {
    Path jar = original("java", "ijava-1.3.0.jar");
    String spec = Files.readString(jar.resolveSibling("kernel.json"));
    Ended end = install(Map.of(), "--extend", "java", "--untried", "--jvm-opts", "-Xmx2g");
    assertInstalled(".local/share/jupyter", end);
    Path copy = home().resolve("stockpot");
    assertEquals(
        "[\"sh\",\"%s/start_extended.sh\",\"ijava\",\"java\",\"-Xmx1g\",\"@flags\",\"-jar\",\"%s/%s\",\"{connection_file}\"]"
            .formatted(copy, copy, jar.getFileName()),
        read(copy).get("argv").toString());
    assertTrue(Files.exists(copy.resolve(jar.getFileName())));
    assertEquals("{\"STOCKPOT_JVM_OPTS\":\"-Xmx2g\"}", read(copy).get("env").toString());
    assertEquals(spec, Files.readString(jar.resolveSibling("kernel.json")));
  }

  /** Starts a copy as Jupyter does, with a program in place of java that says how it was called. */
  private Ended start(Path copy, String kind, Map<String, String> environment, String... command)
      throws IOException {
    Path java = folder.resolve("java");
    Files.writeString(
        java, "#!/bin/sh\necho \"$@\"\nenv | grep -A1 -E '^(IJAVA|JJAVA|JDK)_' || true\n");
    assertTrue(java.toFile().setExecutable(true));
    Stream<String> head = Stream.of("sh", copy.resolve("start_extended.sh").toString(), kind);
    return Machine.run(folder, environment, Stream.concat(head, Stream.of(command)).toList());
  }

  @Test
  void copiesLoadStockpotWithTheFlagsOfTheUser() throws IOException {
    original("java", "ijava-1.3.0.jar");
    install(Map.of(), "--extend", "java", "--untried");
    Path copy = home().resolve("stockpot");
    String java = folder.resolve("java").toString();
    Map<String, String> given =
        Map.of("STOCKPOT_JVM_OPTS", "-Xmx5g -Da=b", "IJAVA_CLASSPATH", "a.jar", "LANG", "C");
    String text = start(copy, "ijava", given, java, "-Xmx1g", "@flags", "-jar", "k.jar").text();
    assertTrue(text.startsWith("-Xmx1g -Dfile.encoding=UTF-8 "), text);
    assertTrue(text.contains(" -Xmx5g -Da=b -jar k.jar\n"), text);
    assertTrue(text.contains("IJAVA_CLASSPATH=a.jar:" + copy + "/lib/*.jar\n"), text);
    assertTrue(
        text.contains("IJAVA_STARTUP_SCRIPT=org.stockpot.kernel.ijava.IJavaExtension.install();\n"),
        text);
    text = start(copy, "jjava", given, java, "@flags", "-jar", "l.jar").text();
    assertTrue(text.contains("JJAVA_CLASSPATH=" + copy + "/lib/*.jar\n"), text);
    assertTrue(text.matches("(?s).*JJAVA_JVM_OPTS=-Dfile\\S+ .* -Xmx5g -Da=b\n.*"), text);
    assertFalse(text.contains("IJAVA_STARTUP"), text);
    text = start(copy, "ijava", given, "@environment", java, "wrapped").text();
    assertTrue(text.matches("(?s)wrapped\n.*JDK_JAVA_OPTIONS=-D.* -Xmx5g -Da=b\n.*"), text);
  }

  @Test
  void whatACopyMissesIsNamed() throws IOException {
    original("java", "ijava-1.3.0.jar");
    install(Map.of(), "--extend", "java", "--untried");
    Path copy = home().resolve("stockpot");
    String jar = copy.resolve("ijava-1.3.0.jar").toString();
    Files.delete(Path.of(jar));
    Ended end = start(copy, "ijava", Map.of(), "java", "@flags", "-cp", "/:" + jar, "Main");
    assertEquals(2, end.code());
    assertEquals(
        "stockpot: this kernel (%s) needs %s, which is gone; stockpot install makes it anew\n"
            .formatted(copy, jar),
        end.text());
    Ended report = doctor(Map.of());
    assertEquals(1, report.code(), report.text());
    assertTrue(report.text().contains("FAULT kernel stockpot: " + jar + " is gone"), report.text());
  }

  @Test
  void aKernelThatDoesNotWorkLeavesTheOneThatDoes() throws IOException {
    Machine.python();
    original("java", "ijava-1.3.0.jar");
    install(Map.of(), "--bundled", "--untried");
    String before = Files.readString(home().resolve("stockpot/kernel.json"));
    Ended typo = install(Map.of(), "--extend", "jaba");
    assertEquals("stockpot: kernel must be an IJava or JJava, java, got jaba\n", typo.text());
    Ended broken = install(Map.of(), "--extend", "java");
    assertEquals(2, broken.code());
    assertTrue(broken.text().contains("kernel stockpot is there (bundled, made "), broken.text());
    assertTrue(broken.text().contains("was tried, and it does not start"), broken.text());
    assertEquals(before, Files.readString(home().resolve("stockpot/kernel.json")));
    assertTrue(Files.exists(home().resolve("stockpot/kernel")));
    assertNothingIsLeftOver();
  }

  private void assertNothingIsLeftOver() throws IOException {
    try (Stream<Path> beside = Files.list(home().getParent())) {
      assertEquals(List.of(home()), beside.toList());
    }
  }

  @Test
  void anInterruptedInstallLeavesTheKernelThatWasThere() throws IOException {
    Machine.python();
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "the script is found through /proc");
    install(Map.of(), "--bundled", "--untried");
    String before = Files.readString(home().resolve("stockpot/kernel.json"));
    Path killer = folder.resolve("ijava");
    Files.writeString(killer, "#!/bin/sh\nkill -TERM \"$(awk '{print $4}' /proc/$PPID/stat)\"\n");
    assertTrue(killer.toFile().setExecutable(true));
    Path kernel = Files.createDirectories(home().resolve("java"));
    Files.writeString(kernel.resolve("kernel.json"), "{\"argv\":[\"" + killer + "\"]}");
    Ended end = install(Map.of(), "--extend", "java");
    assertEquals(130, end.code(), end.text());
    assertEquals(before, Files.readString(home().resolve("stockpot/kernel.json")));
    assertNothingIsLeftOver();
  }

  @Test
  void aKernelThatWorksIsTriedAndReplacesTheOneBefore() throws IOException {
    Path jupyter = IJavaLike.original(folder);
    install(Map.of(), "--bundled", "--untried");
    Ended end = install(Map.of("JUPYTER_PATH", jupyter.toString()), "--extend", IJavaLike.ORIGINAL);
    assertInstalled(".local/share/jupyter", end);
    assertFalse(end.text().contains("not tried"), end.text());
    assertEquals("extends java", made());
    assertNothingIsLeftOver();
  }

  private String made() throws IOException {
    JsonObject spec = read(home().resolve("stockpot"));
    return spec.getAsJsonObject("metadata").get("stockpot").getAsString();
  }

  /** Installs at a terminal, where someone answers. */
  private Ended answered(String answers, String... options) {
    String ask =
        "printf '%s\\n' $1 | \"$0\" -c 'import os, pty, sys;"
            + " sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' \"$2\" install"
            + " --untried "
            + String.join(" ", options);
    return Machine.run(
        folder,
        Map.of("HOME", folder.toString(), "JUPYTER_PATH", ""),
        List.of(
            "sh",
            "-c",
            ask,
            Machine.python(),
            answers,
            Machine.MODULE.resolve("stockpot").toString()));
  }

  @Test
  void whoIsThereIsAsked() throws IOException {
    original("java", "ijava-1.3.0.jar");
    Ended unasked = install(Map.of(), "--untried");
    assertInstalled(".local/share/jupyter", unasked);
    assertTrue(unasked.text().contains("--extend java would extend"), unasked.text());
    Ended no = answered("y n");
    assertEquals(2, no.code(), no.text());
    assertTrue(no.text().contains("The kernel \"java\" is on this machine"), no.text());
    assertTrue(no.text().contains("Replace it? [y/N]"), no.text());
    assertEquals("bundled", made());
    assertInstalled(".local/share/jupyter", answered("y y"));
    assertEquals("extends java", made());
    assertInstalled(".local/share/jupyter", answered("", "--bundled", "--force"));
    assertEquals("bundled", made());
  }

  private Ended doctor(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.toString());
    environment.put("XDG_DATA_HOME", "");
    environment.put("JUPYTER_PATH", "");
    environment.put("DJL_CACHE_DIR", folder.resolve("djl").toString());
    environment.putAll(more);
    return Machine.stockpot(folder, environment, "doctor");
  }

  @Test
  void theDoctorSaysWhatIsMissingAndWhatToDo() throws IOException {
    Machine.python();
    install(Map.of(), "--bundled", "--untried");
    Ended well = doctor(Map.of());
    assertEquals(0, well.code(), well.text());
    assertTrue(well.text().contains("ok    JDK: "), well.text());
    assertTrue(well.text().contains("with JShell"), well.text());
    assertTrue(well.text().contains("has jupyter_client, nbclient, nbconvert"), well.text());
    assertTrue(well.text().contains("ok    kernel stockpot: " + home()), well.text());
    assertTrue(well.text().contains("not unpacked yet; " + folder.resolve("djl")), well.text());
    Ended ill = doctor(Map.of("JAVA_HOME", folder.resolve("none").toString()));
    assertEquals(1, ill.code());
    assertTrue(
        ill.text().contains("FAULT JDK: JAVA_HOME is " + folder.resolve("none")), ill.text());
    assertTrue(ill.text().contains("install a JDK 17 or later"), ill.text());
  }

  @Test
  void damagedLibrariesAreNamedAndCleanedAndNothingElseIs() throws IOException {
    String said = doctor(Map.of()).text();
    Path natives = Path.of(said.replaceAll("(?s).*not unpacked yet; (\\S+) will take.*", "$1"));
    Files.createDirectories(natives);
    Files.write(natives.resolve("libc10.so"), new byte[2_000_000]);
    Path half = Files.createDirectories(natives.resolveSibling("tmp123"));
    Path other = Files.createDirectories(natives.resolveSibling("2.5.1-cpu"));
    Path store = Files.createDirectories(folder.resolve(".stockpot"));
    Ended ill = doctor(Map.of());
    assertEquals(1, ill.code(), ill.text());
    assertTrue(ill.text().contains("FAULT native libraries: " + natives), ill.text());
    assertTrue(ill.text().contains(half + ", half unpacked"), ill.text());
    Map<String, String> environment =
        Map.of(
            "HOME", folder.toString(),
            "XDG_CACHE_HOME", folder.toString(),
            "DJL_CACHE_DIR", folder.resolve("djl").toString());
    Ended unasked = Machine.stockpot(folder, environment, "clean");
    assertEquals(1, unasked.code(), unasked.text());
    assertTrue(unasked.text().contains("2 MB  " + natives), unasked.text());
    assertTrue(Files.exists(natives) && Files.exists(half));
    Ended end = Machine.stockpot(folder, environment, "clean", "--force");
    assertEquals(0, end.code(), end.text());
    assertTrue(end.text().contains("freed 2 MB"), end.text());
    assertFalse(Files.exists(natives) || Files.exists(half));
    assertTrue(Files.exists(other) && Files.exists(store));
  }

  @Test
  void plainJShellHasTheMagics() {
    String type =
        "printf '%s\\n' 'magic(\"%task digits mlp:2 -q\")' 'TrainResult r ="
            + " result(\"%train --for 1it\")' | \"$0\" jshell -s -";
    Ended end =
        Machine.run(
            folder,
            Map.of("STOCKPOT_HOME", "none", "STOCKPOT_JVM_OPTS", "-Xmx300m"),
            List.of("sh", "-c", type, Machine.MODULE.resolve("stockpot").toString()));
    assertEquals(0, end.code(), end.text());
    assertTrue(end.text().contains("Training: digits mlp:2\n"), end.text());
    assertTrue(end.text().contains("  saved as "), end.text());
  }

  private static JsonObject read(Path kernel) throws IOException {
    return new Gson().fromJson(Files.readString(kernel.resolve("kernel.json")), JsonObject.class);
  }

  @Test
  void helpNamesTheCommands() {
    Ended end = run("help");
    assertEquals(0, end.code());
    for (String command :
        List.of("install", "uninstall", "run NOTEBOOK", "notebook", "jshell", "doctor", "clean")) {
      assertTrue(end.text().contains("  " + command), command);
    }
  }
}
