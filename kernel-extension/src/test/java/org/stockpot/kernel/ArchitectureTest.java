package org.stockpot.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

@AnalyzeClasses(packages = "org.stockpot.kernel", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String BASEKERNEL = "io.github.spencerpark..";
  private static final String JJAVA = "org.dflib..";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.stockpot.(kernel..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule filesHaveNoCycles =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
                }

                @Override
                public String getDescription() {
                  return "files";
                }
              })
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule theTextOfCellsKnowsNoKernel =
      noClasses()
          .that()
          .resideInAPackage("..kernel.cell")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASEKERNEL, JJAVA, "jdk.jshell..", "..kernel.shell");

  @ArchTest
  static final ArchRule theJavaSessionKnowsNoKernel =
      noClasses()
          .that()
          .resideInAPackage("..kernel.shell")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASEKERNEL, JJAVA);

  @ArchTest
  static final ArchRule onlyOneAdapterKnowsJJava =
      noClasses()
          .that()
          .resideOutsideOfPackage("..kernel.jjava")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(JJAVA);

  @ArchTest
  static final ArchRule thatAdapterKnowsNoOtherKernel =
      noClasses()
          .that()
          .resideInAPackage("..kernel.jjava")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASEKERNEL);

  @ArchTest
  static final ArchRule classesAreFinal =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL);
}
