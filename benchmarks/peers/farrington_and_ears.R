# The peers' statistics from R's own `surveillance`: flexible Farrington and EARS C2.
#
# Rscript farrington_and_ears.R SERIES.csv STATISTICS.csv WEEKS METHODS [wait]
#   SERIES.csv      no header; a row per series, a column per week, whole numbers
#   STATISTICS.csv  is written: a row per series and week
#   WEEKS           first and last week to judge, counted from 1, as in 160:162 (160 or later)
#   METHODS         of delta, nbPlugin, muan, ears; as in nbPlugin,ears
#   wait            say “ready” and start when a line comes in: R's own start is then not timed
#
# Farrington: b = 3 years, w = 3, ten seasonal periods, the last 26 weeks left out, reweighted above
# 2.58, a trend wherever the package allows one (pThresholdTrend = 1), and no least number of cases
# (limit54 = c(0, 4)), so that sparse series get a statistic too. EARS: C2, seven weeks, minSigma 0.5.

suppressPackageStartupMessages(library(surveillance))

asked <- commandArgs(trailingOnly = TRUE)
if ("wait" %in% asked) {
  cat("ready\n")
  line <- file("stdin")
  invisible(readLines(line, 1))
  close(line)
}
counts <- t(as.matrix(read.csv(asked[1], header = FALSE)))
dimnames(counts) <- NULL
ends <- as.integer(strsplit(asked[3], ":")[[1]])
weeks <- ends[1]:ends[2]
methods <- strsplit(asked[4], ",")[[1]]

as_sts <- function(observed) sts(observed = observed, start = c(2020, 1), frequency = 52)

farrington <- function(observed, method) {
  control <- list(
    range = weeks, b = 3, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, alpha = 0.05,
    reweight = TRUE, weightsThreshold = 2.58, trend = TRUE, pThresholdTrend = 1,
    limit54 = c(0, 4), powertrans = "2/3", thresholdMethod = method, glmWarnings = FALSE
  )
  found <- suppressWarnings(farringtonFlexible(as_sts(observed), control))
  kept <- found@control
  data.frame(
    mu = as.vector(kept$expected), phi = as.vector(kept$phiVector),
    upper = as.vector(upperbound(found)), p = as.vector(kept$pvalue),
    mu0 = as.vector(kept$mu0Vector)
  )
}

nothing <- function() {
  none <- rep(NA_real_, length(weeks))
  data.frame(mu = none, phi = none, upper = none, p = none, mu0 = none)
}

# The package stops where a refit without trend does not converge: that series then has no result.
one_by_one <- function(method) {
  of <- function(j) {
    tryCatch(farrington(counts[, j, drop = FALSE], method), error = function(e) nothing())
  }
  do.call(rbind, lapply(seq_len(ncol(counts)), of))
}

ears <- function(alpha) {
  control <- list(range = weeks, method = "C2", baseline = 7, minSigma = 0.5, alpha = alpha)
  as.vector(upperbound(earsC(as_sts(counts), control)))
}

answer <- data.frame(
  series = rep(seq_len(ncol(counts)), each = length(weeks)), week = rep(weeks, ncol(counts)),
  observed = as.vector(counts[weeks, ])
)
for (method in setdiff(methods, "ears")) {
  found <- tryCatch(farrington(counts, method), error = function(e) one_by_one(method))
  names(found) <- paste(method, names(found), sep = "_")
  answer <- cbind(answer, found)
}
if ("ears" %in% methods) {
  # The package keeps the upper bound only; two of them say mean and spread.
  high <- ears(0.001)
  low <- ears(0.5)
  answer$ears_mean <- low
  answer$ears_sd <- (high - low) / qnorm(0.999)
  answer$ears_upper <- high
}
significant <- function(column) if (is.double(column)) signif(column, 9) else column
answer[] <- lapply(answer, significant)
write.csv(answer, asked[2], row.names = FALSE, quote = FALSE)
