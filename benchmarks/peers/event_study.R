# The course of an event study in base R: glm as the named peer, and the same penalised likelihood
# through optim; quantiles of counts through pnbinom. Run from the project's folder:
#   Rscript benchmarks/peers/event_study.R > benchmarks/peers/r_output/event_study.csv
# The weekly counts are made without chance, so that other programs can make them too.
weeks <- -156:-1
turn <- 2 * pi / (365.25 / 7)
wave <- function(t) cbind(1, t / (365.25 / 7), cos(turn * t), sin(turn * t))
busy <- round(50 * (1 + 0.2 * cos(turn * weeks)) + (weeks * 37) %% 11 - 5)
rare <- as.integer((weeks * 29) %% 17 == 0) * 2
ratio <- 1.4
told <- function(what, value) cat(sprintf("%s,%.8f\n", what, value))
cat(sprintf("# benchmarks/peers/event_study.R with %s\n", R.version.string))
cat("what,value\n")

fit <- glm(busy ~ wave(weeks) - 1, family = quasipoisson())
ahead <- wave(0:7)
shape <- summary(fit, dispersion = ratio)$cov.scaled
for (i in 1:8) {
  told(sprintf("glm-log-mean-%d", i), sum(ahead[i, ] * coef(fit)))
  told(sprintf("glm-standard-error-%d", i), sqrt(c(t(ahead[i, ]) %*% shape %*% ahead[i, ])))
}

held <- c(0, 1 / 0.25^2, 1 / 0.3^2, 1 / 0.3^2)
for (name in c("busy", "rare")) {
  y <- get(name) + 0.5 / length(weeks)
  x <- wave(weeks)
  against <- function(b) -sum(y * c(x %*% b) - exp(c(x %*% b))) / ratio + sum(held * b^2) / 2
  slope <- function(b) -c(t(x) %*% (y - exp(c(x %*% b)))) / ratio + held * b
  best <- optim(c(log(mean(y)), 0, 0, 0), against, slope, method = "BFGS",
                control = list(reltol = 1e-15, maxit = 1000))
  mu <- exp(c(x %*% best$par))
  covariance <- solve(t(x) %*% (x * mu) / ratio + diag(held))
  for (i in 1:4) {
    told(sprintf("%s-coefficient-%d", name, i), best$par[i])
    told(sprintf("%s-standard-error-%d", name, i), sqrt(covariance[i, i]))
  }
}

for (row in list(c(0.3, 0.5), c(5.8333, 10.25), c(40, 90), c(12, 12))) {
  mean <- row[1]; variance <- row[2]; k <- 0:500
  upto <- if (variance > mean) pnbinom(k, size = mean^2 / (variance - mean), mu = mean) else ppois(k, mean)
  middle <- upto - diff(c(0, upto)) / 2
  inside <- k[middle > 0.05 & middle < 0.95]
  told(sprintf("fewest-%g-%g", mean, variance), min(inside))
  told(sprintf("most-%g-%g", mean, variance), max(inside))
}
