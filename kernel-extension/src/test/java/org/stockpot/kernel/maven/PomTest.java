package org.stockpot.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PomTest {

  @Test
  void projectsStayAsTheyAre() {
    assertEquals("<project>x</project>", Pom.whole("<project>x</project>"));
  }

  @Test
  void partsAreGathered() {
    String whole =
        Pom.whole(
            "<dependency>a</dependency>\n<repositories><repository>r</repository></repositories>"
                + "<dependencies><dependency>b</dependency></dependencies>"
                + "<dependencyManagement><dependencies><dependency>m</dependency></dependencies>"
                + "</dependencyManagement>");
    assertTrue(
        whole.endsWith(
            "<dependencyManagement><dependencies><dependency>m</dependency></dependencies>"
                + "</dependencyManagement>"
                + "<repositories><repository>r</repository></repositories>"
                + "<dependencies><dependency>a</dependency><dependency>b</dependency></dependencies>"
                + "</project>"),
        whole);
  }
}
