package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.stockpot.kernel.maven.Artifact;
import org.stockpot.kernel.maven.Libraries;
import org.stockpot.kernel.maven.Pom;
import org.stockpot.kernel.maven.Resolver;
import org.stockpot.kernel.maven.Resolvers;
import org.stockpot.magic.UsageException;

/** The magics that bring libraries into a running notebook, by the names they have in IJava. */
final class LibraryMagics {

  private static final String COORDINATES = "[^:\\s]+:[^:\\s]+(:[^:\\s]+){1,3}";
  private static final List<String> SCOPES = List.of("compile", "runtime", "system", "import");

  private final RunningKernel kernel;
  private final Libraries libraries = new Libraries(System.getProperty("java.class.path", ""));
  private final Map<String, String> repositories = new LinkedHashMap<>();
  private Resolver resolver;

  private LibraryMagics(RunningKernel kernel) {
    this.kernel = kernel;
  }

  /** Adds them to a kernel. */
  static void into(NamedMagics magics, RunningKernel kernel) {
    LibraryMagics its = new LibraryMagics(kernel);
    magics.register(
        "jars",
        "%jars FILE.jar …  adds jars to the class path; * and ? stand for parts of names",
        words -> its.jars(words));
    magics.register(
        "classpath",
        "%classpath PATH …  adds jars and folders of classes to the class path",
        words -> its.paths(words));
    String maven =
        "%maven GROUP:NAME:VERSION …  adds libraries and what they need, from the local repository,"
            + " Maven Central, and those of %mavenRepo; settings.xml is followed";
    for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
      magics.register(name, maven, words -> its.maven(words));
    }
    String repository = "%mavenRepo NAME URL  adds a repository for %maven";
    for (String name : List.of("mavenRepo", "addMavenRepo")) {
      magics.register(name, repository, words -> its.repository(words));
    }
    String pom =
        "%loadFromPOM pom.xml [SCOPE …]  adds what a project depends on; %%loadFromPOM takes the"
            + " dependencies, as pages show them, below";
    LineMagicFunction<List<String>> ofFile = words -> its.pom(words);
    CellMagicFunction<List<String>> ofText =
        (words, body) -> its.pom(Pom.write(body), words.isEmpty() ? SCOPES : words);
    magics.register("loadFromPOM", pom, ofFile);
    magics.registerCellMagic("loadFromPOM", ofText);
  }

  private List<String> jars(List<String> globs) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String glob : required(globs, "%jars FILE.jar")) {
      files.addAll(found(glob, "a jar", new GlobFinder(glob).computeMatchingFiles()));
    }
    return kernel.addToClasspath(files);
  }

  private List<String> paths(List<String> globs) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String glob : required(globs, "%classpath PATH")) {
      files.addAll(found(glob, "a jar or folder", new GlobFinder(glob).computeMatchingPaths()));
    }
    return kernel.addToClasspath(files);
  }

  private static List<Path> found(String glob, String what, Iterable<Path> matching) {
    List<Path> files =
        StreamSupport.stream(matching.spliterator(), false).filter(Files::exists).toList();
    if (files.isEmpty()) {
      throw new UsageException("path must name " + what + " that is there, got " + glob);
    }
    return files;
  }

  private List<String> maven(List<String> words) {
    for (String word : required(words, "%maven GROUP:NAME:VERSION")) {
      if (!word.matches(COORDINATES)) {
        throw new UsageException("library must look like group:name:version, got " + word);
      }
    }
    return add(() -> resolver().resolve(words, repositories));
  }

  private List<String> repository(List<String> words) {
    if (words.size() != 2) {
      throw new UsageException("repository must be NAME URL, got " + String.join(" ", words));
    }
    repositories.put(words.get(0), words.get(1));
    return List.of();
  }

  private List<String> pom(List<String> words) {
    Path file = Path.of(required(words, "%loadFromPOM pom.xml").get(0));
    if (!Files.isRegularFile(file)) {
      throw new UsageException("pom must be a file, got " + file);
    }
    List<String> scopes = words.subList(1, words.size());
    return pom(file, scopes.isEmpty() ? SCOPES : scopes);
  }

  private List<String> pom(Path file, List<String> scopes) {
    return add(() -> resolver().ofPom(file, scopes));
  }

  private Resolver resolver() {
    if (resolver == null) {
      resolver = Resolvers.load();
    }
    return resolver;
  }

  private List<String> add(Supplier<List<Artifact>> question) {
    Libraries.Addition addition;
    try {
      addition = libraries.add(question.get());
    } catch (IllegalArgumentException missing) {
      throw new UsageException(missing.getMessage());
    }
    addition.warnings().forEach(System.err::println);
    return kernel.addToClasspath(addition.files());
  }

  private static List<String> required(List<String> words, String usage) {
    if (words.isEmpty()) {
      throw new UsageException("nothing is named, type " + usage);
    }
    return words;
  }
}
