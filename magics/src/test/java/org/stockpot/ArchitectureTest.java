package org.stockpot;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(packages = "org.stockpot", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String[] PURE = {
    "org.stockpot.weights..",
    "org.stockpot.task..",
    "org.stockpot.prune..",
    "org.stockpot.barrier..",
    "org.stockpot.soup..",
    "org.stockpot.merge..",
    "org.stockpot.align..",
    "org.stockpot.error..",
    "org.stockpot.landscape..",
    "org.stockpot.law..",
    "org.stockpot.phase..",
    "org.stockpot.shrink..",
    "org.stockpot.similarity..",
    "org.stockpot.curvature..",
    "org.stockpot.study.."
  };

  /** Where a result's table and chart are named, which the reports make. */
  private static final DescribedPredicate<HasName> THE_SEAM_TO_VIEWS =
      nameMatching("org\\.stockpot\\.task\\.(Result|Views)");

  /** Of Tablesaw the seam names its table and its figure alone. */
  @ArchTest
  static final ArchRule theSeamToViewsNamesTwoTypes =
      noClasses()
          .that(THE_SEAM_TO_VIEWS.forSubtype())
          .should()
          .dependOnClassesThat(
              resideInAPackage("tech.tablesaw..")
                  .and(
                      not(
                          nameMatching(
                              "tech\\.tablesaw\\.(api\\.Table|plotly\\.components\\.Figure)"))));

  @ArchTest
  static final ArchRule packagesDependInTheirOrder =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("weights")
          .definedBy("org.stockpot.weights..")
          .layer("task")
          .definedBy("org.stockpot.task..")
          .layer("data")
          .definedBy("org.stockpot.data..")
          .layer("features")
          .definedBy(
              "org.stockpot.prune..",
              "org.stockpot.barrier..",
              "org.stockpot.soup..",
              "org.stockpot.merge..",
              "org.stockpot.align..",
              "org.stockpot.landscape..",
              "org.stockpot.law..",
              "org.stockpot.phase..",
              "org.stockpot.shrink..",
              "org.stockpot.similarity..",
              "org.stockpot.curvature..")
          .layer("study")
          .definedBy("org.stockpot.study..")
          .layer("dense")
          .definedBy("org.stockpot.dense..")
          .layer("djl")
          .definedBy("org.stockpot.djl..")
          .layer("text")
          .definedBy("org.stockpot.text..")
          .layer("format")
          .definedBy("org.stockpot.format..")
          .layer("mergekit")
          .definedBy("org.stockpot.mergekit..")
          .layer("store")
          .definedBy("org.stockpot.store..")
          .layer("picture")
          .definedBy("org.stockpot.picture..")
          .layer("display")
          .definedBy("org.stockpot.display..")
          .layer("report")
          .definedBy("org.stockpot.report..")
          .layer("magic")
          .definedBy("org.stockpot.magic..")
          .whereLayer("magic")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("magic")
          .whereLayer("display")
          .mayOnlyBeAccessedByLayers("report", "magic")
          .whereLayer("picture")
          .mayOnlyBeAccessedByLayers("display")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers(
              "format", "mergekit", "store", "picture", "display", "report", "magic")
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("data", "djl", "mergekit", "store", "magic")
          .whereLayer("mergekit")
          .mayOnlyBeAccessedByLayers("magic")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("report", "magic")
          .whereLayer("djl")
          .mayOnlyBeAccessedByLayers("magic")
          .whereLayer("dense")
          .mayOnlyBeAccessedByLayers("djl")
          .whereLayer("features")
          .mayOnlyBeAccessedByLayers("study", "mergekit", "report", "magic")
          .whereLayer("study")
          .mayOnlyBeAccessedByLayers("report", "magic")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("dense", "djl", "report", "magic")
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers(
              "data", "dense", "features", "study", "djl", "store", "display", "report", "magic");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.stockpot.(*)..").should().beFreeOfCycles();

  /** Reports share their parts, and {@code report} alone lists them all. */
  @ArchTest
  static final ArchRule reportsHaveNoCycles =
      slices().matching("org.stockpot.report.(*)..").should().beFreeOfCycles();

  /** Means and intervals are asked for by what has samples; a task knows none. */
  @ArchTest
  static final ArchRule replicatesAreAboveTasks =
      noClasses()
          .that()
          .resideInAPackage("org.stockpot.task")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stockpot.task.replicates..");

  @ArchTest
  static final ArchRule featuresDoNotSeeOneAnother =
      slices()
          .matching(
              "org.stockpot.(prune|barrier|soup|merge|align|shrink|similarity|curvature|landscape|law|phase)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule theCoreIsPlainJava =
      noClasses()
          .that(resideInAnyPackage(PURE).and(not(THE_SEAM_TO_VIEWS)))
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "org.stockpot..",
              "org.apache.commons.math3.distribution..",
              "org.apache.commons.math3.exception..",
              "org.apache.commons.math3.fitting.leastsquares..",
              "org.apache.commons.math3.linear..",
              "org.apache.commons.math3.stat.correlation..");

  @ArchTest
  static final ArchRule theCorePrintsNothing =
      noClasses().that().resideInAnyPackage(PURE).should().accessField(System.class, "out");

  @ArchTest
  static final ArchRule dataKnowsOfFormatsOnlyArrays =
      noClasses()
          .that()
          .resideInAPackage("org.stockpot.data..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.stockpot.format..")
                  .and(not(nameMatching(".*\\.(NpzFile|PickledDict|NumberArray(\\$Kind)?)"))));

  /** Readers know what they share, and one list on top knows them. */
  @ArchTest
  static final ArchRule readersOfDataAreNoCircle =
      slices().matching("org.stockpot.(data..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule readersOfFilesAreNoCircle =
      slices().matching("org.stockpot.(format..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyDjlKnowsDjl =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.stockpot.dense..", "org.stockpot.djl..", "org.stockpot.magic.task..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  /** A magic works on any task; what makes tasks knows where they are from. */
  @ArchTest
  static final ArchRule onlyWhatMakesTasksKnowsDjl =
      noClasses()
          .that(
              resideInAPackage("org.stockpot.magic..")
                  .and(not(resideInAPackage("org.stockpot.magic.task.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.stockpot.djl..");

  /** Families of magics know the session and, below it, options, but not one another. */
  @ArchTest
  static final ArchRule magicsDoNotSeeOneAnother =
      slices()
          .matching(
              "org.stockpot.magic.(curvature|gradient|landscape|law|path|phase|prune|similarity|soup|store|study|task|train)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule magicsHaveNoCycles =
      slices().matching("org.stockpot.magic.(*)..").should().beFreeOfCycles();

  /** Of the package of all magics the session and options know what kernels implement and name. */
  @ArchTest
  static final ArchRule magicsDoNotKnowTheirList =
      noClasses()
          .that()
          .resideInAPackage("org.stockpot.magic.*..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.stockpot.magic")
                  .and(
                      not(nameMatching(".*\\.(Notebook|UsageException|Interpolation(\\$Part)?)"))));

  /** Of the engine, dense steps know arrays; one class calls what DJL has no name for. */
  @ArchTest
  static final ArchRule denseKnowsArraysAlone =
      noClasses()
          .that(
              resideInAPackage("org.stockpot.dense..")
                  .and(not(nameMatching(".*\\.dense\\.Libtorch"))))
          .should()
          .dependOnClassesThat(
              resideInAPackage("ai.djl..").and(not(resideInAPackage("ai.djl.ndarray.."))));

  @ArchTest
  static final ArchRule djlHasNoCycles =
      slices().matching("org.stockpot.djl.(*)..").should().beFreeOfCycles();

  /** What would have to change for another device stands in one class. */
  @ArchTest
  static final ArchRule oneClassChoosesTheDevice =
      noClasses()
          .that(not(nameMatching(".*\\.djl\\.engine\\.Engines")))
          .should()
          .callMethod(ai.djl.Device.class, "cpu");

  @ArchTest
  static final ArchRule onlyWhatShowsAndReadsTablesKnowsTablesaw =
      noClasses()
          .that(
              resideInAnyPackage(
                      "org.stockpot.weights..",
                      "org.stockpot.task..",
                      "org.stockpot.prune..",
                      "org.stockpot.barrier..",
                      "org.stockpot.soup..",
                      "org.stockpot.merge..",
                      "org.stockpot.study..",
                      "org.stockpot.text..",
                      "org.stockpot.format..",
                      "org.stockpot.store..",
                      "org.stockpot.picture..",
                      "org.stockpot.djl..")
                  .and(not(THE_SEAM_TO_VIEWS)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tech.tablesaw..");

  @ArchTest
  static final ArchRule noKernel =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.spencerpark..", "org.dflib..", "jdk.jshell..");

  /** What a pickle names is never looked up. */
  @ArchTest
  static final ArchRule filesAreReadAsData =
      noClasses()
          .that()
          .resideInAPackage("org.stockpot.format..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.reflect\\..*|javax\\.script\\..*|java\\.lang\\.(Process.*|ClassLoader)"
                  + "|java\\.io\\.ObjectInputStream")
          .orShould()
          .callMethod(Class.class, "forName", String.class)
          .orShould()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "Runtime does more than tell its memory",
                  call ->
                      call.getTargetOwner().isEquivalentTo(Runtime.class)
                          && !List.of("getRuntime", "maxMemory").contains(call.getName())));

  @ArchTest
  static final ArchRule abstractOrFinal =
      classes()
          .that(
              new DescribedPredicate<JavaClass>("are ordinary classes") {
                @Override
                public boolean test(JavaClass c) {
                  return !c.isInterface()
                      && !c.isEnum()
                      && !c.isAnonymousClass()
                      && !c.getEnclosingClass().map(JavaClass::isEnum).orElse(false);
                }
              })
          .should()
          .haveModifier(JavaModifier.FINAL);
}
