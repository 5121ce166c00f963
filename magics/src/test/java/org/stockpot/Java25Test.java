package org.stockpot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.stockpot.testing.ChildJvm;

/** Runs the other tests on Java 25 where a JDK of that version lies beside the one in use. */
final class Java25Test {

  private static final List<String> FLAGS =
      List.of(
          "-Xmx2g",
          "-Dfile.encoding=UTF-8",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED");

  @Test
  void theOtherTestsPass() throws IOException, InterruptedException {
    assumeTrue(Runtime.version().feature() < 25, "this is Java 25 or later already");
    Optional<Path> home = java25();
    assumeTrue(home.isPresent(), "no JDK 25 beside " + ChildJvm.home());
    System.out.println(ChildJvm.run(home.get(), Suite.class, FLAGS));
  }

  private static Optional<Path> java25() throws IOException {
    try (Stream<Path> homes = Files.list(ChildJvm.home().getParent())) {
      return homes.filter(Java25Test::isJava25).findFirst();
    }
  }

  private static boolean isJava25(Path home) {
    try {
      return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
    } catch (IOException notJava) {
      return false;
    }
  }

  /**
   * Runs in the other JVM: what reads memory, files and classes by itself. Browsers, memory, words,
   * files, lists of runs, killed processes and what others' libraries compute do not depend on the
   * version of Java.
   */
  static final class Suite {

    private static final List<String> PACKAGES =
        List.of(
            "data",
            "dense",
            "display",
            "djl.engine",
            "djl.memory",
            "djl.training",
            "format",
            "picture",
            "prune",
            "store",
            "task",
            "text",
            "weights",
            "magic.option",
            "magic.session");

    private Suite() {}

    public static void main(String[] args) {
      LauncherDiscoveryRequest tests =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  PACKAGES.stream().map(name -> selectPackage("org.stockpot." + name)).toList())
              .filters(
                  excludeClassNamePatterns(
                      ".*(Java25|Architecture|Chromium|NativeMemory|SessionMemory|Messages|Fault|Kill"
                          + "|Replicates|NamedModels|HostileFiles|Shards|RunsMagics|MaskMagics"
                          + "|FileMagics|HelpExamples|ExportMagics|OtherWords|Python"
                          + "|ScriptsOfPyTorch|TicketElsewhere|StoredTask|StoreFuzz|ChartFiles"
                          + "|ChartWriter|SoupMagics|BarrierMagics|SweepMagics|LeakMagics"
                          + "|Fuzz|Recalibration|BlendScorer|Derivatives|SecondImplementation"
                          + "|SameNetworkMagics|NameMagics|LineageMagics|House|PublishedSoup|PublishedSoupMagics"
                          + "|MergesOracle|RepairOracle|DataMerges|FileMerge|FileMergeMagics|Alignment"
                          + "|AlignMagics|MergeMagics|DrawnEntries|GradientMagics|Clouds)Test.*"))
              .build();
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(tests, listener);
      TestExecutionSummary summary = listener.getSummary();
      PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      summary.printFailuresTo(errors);
      System.out.println("on Java 25: " + summary.getTestsSucceededCount() + " tests passed");
      System.exit(summary.getTotalFailureCount() == 0 ? 0 : 1);
    }
  }
}
