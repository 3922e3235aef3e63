using System;

namespace EssReminds.Help.Sources;

/// <summary>An error in a help source, with its file and line.</summary>
internal sealed class HelpSourceException : Exception
{
    /// <param name="file">The file.</param>
    /// <param name="line">The line number, from 1.</param>
    /// <param name="why">What is wrong with it.</param>
    public HelpSourceException(string file, int line, string why)
        : base($"{file}({line}): error HELP1: {why}")
    {
    }
}
